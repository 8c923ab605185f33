import { expect, test } from "vitest";
import { languageOf, timeZoneOf } from "./reader-settings";
import { readLanguage, readTimeZone } from "./reader-settings.shared";

test("what is remembered is what is read, right or wrong", () => {
  const texts = [
    "Europe/Berlin",
    "europe/berlin",
    " Asia/Tokyo ",
    "Nowhere",
    "",
    "pt_br",
    "German",
    "de",
    "xx-q",
    "a".repeat(300),
  ];
  for (const text of [...texts, ...texts]) {
    expect(timeZoneOf(text), text).toBe(readTimeZone(text));
    expect(languageOf(text), text).toBe(readLanguage(text));
  }
});
