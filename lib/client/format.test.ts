import { beforeAll, describe, expect, test } from "vitest";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { formatDuration, makeFormat } from "./format";
import { wordsLocale } from "./interface-language";

const format = makeFormat({ locale: "en-GB", timeZone: "Europe/Berlin" });

describe("makeFormat", () => {
  test("shows a moment in the workspace's zone, not in the machine's", () => {
    expect(format.dateTime("2026-03-04T23:30:00Z")).toBe("5 Mar 2026, 00:30");
    expect(format.dateTimeZone("2026-07-01T10:00:00Z")).toMatch(/12:00 (CEST|GMT\+2)$/);
  });

  test("a share of nothing is a dash, not a zero", () => {
    expect(format.percent(0.1234)).toBe("12.3%");
    expect(format.percent(0 / 0)).toBe("–");
    expect(format.percent(null)).toBe("–");
  });

  test("shares have one decimal, small ones two digits, and only nothing and all of it are round", () => {
    const shown = [0, 1, 0.5, 0.974, 0.9999, 0.01, 0.0099, 0.0034, 0.00012, 0.0000004, 1.2, 0.1].map(format.percent);
    expect(shown).toEqual("0% 100% 50.0% 97.4% 99.9% 1.0% 0.99% 0.34% 0.012% 0.00004% 120.0% 10.0%".split(" "));
    expect([0.2, 0.005, 0.333].map(format.setPercent)).toEqual(["20%", "0.5%", "33.3%"]);
  });

  test("shares are apart by points", () => {
    expect([0.1231, -0.02, 0.002, 0.00004].map(format.points)).toEqual([
      "12.3 points",
      "2.0 points",
      "0.2 points",
      "0.004 points",
    ]);
  });

  test("relative times never round up into the next unit", () => {
    const now = "2026-03-04T12:00:00Z";
    expect(format.relative("2026-03-04T11:59:40Z", now)).toBe("just now");
    expect(format.relative("2026-03-04T10:01:00Z", now)).toBe("1 hour ago");
    expect(format.relative("2026-03-06T13:00:00Z", now)).toBe("in 2 days");
  });

  test.each(["de", "fr", "pl", "ja", "ko", "tr", "pt-BR"])(
    "numbers of %s bring no words of another language",
    (locale) => {
      const { dateTimeZone, date, dateTime, relative, compact, bytes, time } = makeFormat({
        locale,
        timeZone: "Europe/Berlin",
      });
      const at = "2026-03-04T09:30:00Z";
      for (const text of [date(at), dateTime(at), time(at)]) expect(text).toMatch(/^[\d\s.,:/-]+$/);
      expect(dateTimeZone(at)).toMatch(/^[\d\s.,:/-]+ (CET|GMT\+1)$/);
      expect(relative(at, "2026-03-04T12:30:00Z")).toBe("3 hours ago");
      expect(compact(12_345)).toMatch(/^12[.,]3K$/);
      expect(bytes(999)).toBe("999 bytes");
    },
  );

  test("figures are the workspace's", () => {
    const german = makeFormat({ locale: "de", timeZone: "Europe/Berlin" });
    expect(german.date("2026-03-04T09:30:00Z")).toBe("04.03.2026");
    expect([german.number(12_345), german.compact(-12_345), german.bytes(1_400_000)]).toEqual([
      "12.345",
      "-12,3K",
      "1,4 MB",
    ]);
  });

  test("bytes in units of a thousand", () => {
    expect(format.bytes(999)).toBe("999 bytes");
    expect(format.bytes(1_400_000)).toBe("1.4 MB");
  });
});

test("a duration names its two largest units", () => {
  expect(formatDuration(0.2)).toBe("0 s");
  expect(formatDuration(3_845)).toBe("1 h 4 min");
  expect(formatDuration(3_600)).toBe("1 h");
  expect(formatDuration(59.6)).toBe("1 min");
});

describe("in another language", () => {
  beforeAll(() => learnLanguages());
  const at = "2026-03-04T09:30:00Z";
  const german = (locale: string) => makeFormat({ locale, timeZone: "Europe/Vienna" });

  test("words are its own, and a locale that speaks it has its say in them", () => {
    inLanguage("de", () => {
      expect(german("en-US").relative(at, "2026-03-04T12:30:00Z")).toBe("vor 3 Stunden");
      expect(german("de-AT").dateTimeZone(at)).toBe("04.03.2026, 10:30 MEZ");
      expect(german("en-GB").dateTimeZone(at)).toBe("04/03/2026, 10:30 MEZ");
      expect([wordsLocale("de-AT"), wordsLocale("en-US")]).toEqual(["de-AT", "de"]);
    });
    inLanguage("pt-BR", () => expect([wordsLocale("pt"), wordsLocale("de")]).toEqual(["pt", "pt-BR"]));
    inLanguage("en", () => expect([wordsLocale("en-US"), wordsLocale("de")]).toEqual(["en-US", "en-GB"]));
  });

  test("big numbers have its words and the workspace's figures", () => {
    const shown = (value: number) => german("en-GB").compact(value).replace(/\s/g, " ");
    inLanguage("de", () => expect([12_345, -1_234_567].map(shown)).toEqual(["12,345", "-1.2 Mio."]));
    inLanguage("ja", () => expect(shown(12_345)).toBe("1.2万"));
  });

  test("figures stay those of the workspace where a language has other ones", () => {
    inLanguage("ar", () => {
      expect(german("en-GB").relative(at, "2026-03-07T12:30:00Z")).toMatch(/3/);
      expect(german("en-GB").compact(12_345)).toMatch(/^12\.3/);
    });
  });
});
