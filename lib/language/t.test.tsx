import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { keepCatalog } from "./catalog";
import { compileMessage } from "./compile";
import { keyOf } from "./key-of";
import { directionOf, preferredLanguage } from "./languages";
import { rich } from "./rich";
import { inLanguage, languageOfRequest, learnLanguages } from "./server";
import { setFigures, setLanguage } from "./speech";
import { maybeMsg, msg, t } from "./t";

learnLanguages();
const german = {
  "Save the day": "Den Tag retten",
  "{n, plural, one {# day} other {# days}} in {place}": "{n, plural, one {# Tag} other {# Tage}} in {place}",
  "to open\u0004Open": "Öffnen",
  Open: "Offen",
  "Read <a>{what}</a>.": "<a>{what}</a> lesen.",
};
const entries = Object.entries(german).map(([source, text]) => [
  keyOf(source),
  /[{<]/.test(source) ? compileMessage(text) : text,
]);
keepCatalog("de", Object.fromEntries(entries));

describe("t", () => {
  test("says a text in the language of whoever asks, and in English where there is no translation", () => {
    expect(t("Save the day")).toBe("Save the day");
    inLanguage("de", () => expect(t("Save the day")).toBe("Den Tag retten"));
    inLanguage("de", () => expect(t("Nobody translated this")).toBe("Nobody translated this"));
    inLanguage("fr", () => expect(t("Save the day")).toBe("Save the day"));
  });

  test("writes numbers as the workspace does, and counts as the language does", () => {
    const days = (n: number) => t("{n, plural, one {# day} other {# days}} in {place}", { n, place: "Rom" });
    expect([days(1), days(1200)]).toEqual(["1 day in Rom", "1,200 days in Rom"]);
    inLanguage("de", () => {
      expect([days(1), days(1200)]).toEqual(["1 Tag in Rom", "1.200 Tage in Rom"]);
      setFigures("en-GB");
      expect(days(1200)).toBe("1,200 Tage in Rom");
    });
    expect(days(1200)).toBe("1,200 days in Rom");
  });

  test("numbers are those of the language that is spoken, until the workspace's are known", () => {
    const days = () => t("{n, plural, one {# day} other {# days}} in {place}", { n: 1200, place: "Rom" });
    inLanguage("ar", () => expect(days(), "as dates beside them have them").toBe("1,200 days in Rom"));
    inLanguage("en", () => {
      setLanguage("de");
      expect(days()).toBe("1.200 Tage in Rom");
    });
  });

  test("what a request sets does not reach another one, nor work that nobody asked for", async () => {
    const slowly = (language: "de" | "fr", figures: string) =>
      inLanguage(language, async () => {
        setFigures(figures);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return t("{n, plural, one {# day} other {# days}} in {place}", { n: 1200, place: "Rom" });
      });
    setFigures("ja");
    expect(await Promise.all([slowly("de", "en-GB"), slowly("fr", "de")])).toEqual([
      "1,200 Tage in Rom",
      "1.200 days in Rom",
    ]);
    expect(t("{n, plural, one {# day} other {# days}} in {place}", { n: 1200, place: "Rom" })).toBe(
      "1,200 days in Rom",
    );
  });

  test("marked texts are said later, equal ones are told apart, braces without values stay", () => {
    const open = msg("Open", "to open");
    expect([t(open), t("Open")]).toEqual(["Open", "Open"]);
    inLanguage("de", () => expect([t(open), t("Open")]).toEqual(["Öffnen", "Offen"]));
    expect(t("Hello {{ first_name }}")).toBe("Hello {{ first_name }}");
    expect(t(maybeMsg("what <b>somebody</b> {wrote}"))).toBe("what <b>somebody</b> {wrote}");
    inLanguage("de", () => expect(t(maybeMsg("Read <a>{what}</a>."))).toBe("Read <a>{what}</a>."));
  });

  test("elements stand where the language puts them, and values are never markup", () => {
    const shown = () =>
      renderToStaticMarkup(rich("Read <a>{what}</a>.", { what: "<b>it</b>", a: (inner) => <i>{inner}</i> }));
    expect(shown()).toBe("Read <i>&lt;b&gt;it&lt;/b&gt;</i>.");
    inLanguage("de", () => expect(shown()).toBe("<i>&lt;b&gt;it&lt;/b&gt;</i> lesen."));
  });
});

describe("compileMessage", () => {
  test.each(["{", "{a", "{a, plural, one {x}}", "{a, date, short}", "<b>x", "{a, plural, other {x}"])(
    "%s is refused",
    (source) => {
      expect(() => compileMessage(source)).toThrow();
    },
  );

  test("an apostrophe is one, and takes marks of the syntax as they are", () => {
    const say = (source: string) => compileMessage(source);
    expect(say("It's")).toBe("It's");
    expect(say("'{a}' it''s")).toBe("{a} it's");
    expect(say("a < b, 5 > 4, <3")).toBe("a < b, 5 > 4, <3");
  });
});

describe("the language of a request", () => {
  const of = (headers: Record<string, string>) => languageOfRequest(new Headers(headers));

  test.each([
    ["de-AT,de;q=0.9,en;q=0.8", "de"],
    ["en-GB;q=0.4, fr;q=0.8", "fr"],
    ["pt", "pt-BR"],
    ["pt-PT, es;q=0.1", "pt-BR"],
    ["ar-EG", "ar"],
    ["nl, ja;q=0.5", "ja"],
    ["de;q=0, en", "en"],
    ["", "en"],
    ["xx;q=abc,,;;", "en"],
  ])("%s is answered in %s", (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });

  test("a choice made in the browser comes first, and only one of ours is one", () => {
    expect(of({ cookie: "a=b; homing-language=es", "accept-language": "de" })).toBe("es");
    expect(of({ cookie: "homing-language=constructor", "accept-language": "de" })).toBe("de");
    expect(of({ cookie: "xhoming-language=es" })).toBe("en");
  });

  test("Arabic is written from the right", () => {
    expect([directionOf("ar"), directionOf("ja")]).toEqual(["rtl", "ltr"]);
  });
});
