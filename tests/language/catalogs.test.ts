import { describe, expect, test } from "vitest";
import { translatedLanguages } from "@/lib/language/languages";
import { catalogsFor, parts, readCatalogs } from "./catalogs";
import { wrongWith } from "./check-translation";
import { speakingFiles, textsIn } from "./texts";

const catalogs = readCatalogs();
const wanted = catalogsFor(textsIn(speakingFiles()));

describe.each(translatedLanguages)("%s", (language) => {
  test.each(parts)("has the texts of the code, and no others (%s): npm run texts", (part) => {
    expect(Object.keys(catalogs[language]?.[part] ?? {})).toEqual(Object.keys(wanted[language]?.[part] ?? {}));
  });

  test("has every translation, with each place and plural", () => {
    const wrong = parts.flatMap((part) =>
      Object.entries(catalogs[language]?.[part] ?? {}).flatMap(([key, translation]) => {
        const what = wrongWith(key, translation, language);
        return what ? [`"${key}": ${what}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test("is not left in English", () => {
    const sentences = parts.flatMap((part) =>
      Object.entries(catalogs[language]?.[part] ?? {}).filter(([key]) => /(\p{Ll}{3,} ){4}/u.test(key)),
    );
    expect(sentences.filter(([key, translation]) => key === translation).map(([key]) => key)).toEqual([]);
  });
});

describe("what is wrong with a translation", () => {
  const plural = "{n, plural, one {# day} other {# days}} in <a>{place}</a>";
  test.each([
    ["", "de", "is empty"],
    ["{n, plural, one {# Tag} other {# Tage}} in <a>{ort}</a>", "de", "has "],
    ["{n, plural, one {# Tag} other {# Tage}} in {place}", "de", "has "],
    ["{n, plural, other {# Tage}} in <a>{place}</a>", "de", "lacks the plural one"],
    ["{n, plural, one {# يوم} other {# يوم}} <a>{place}</a>", "ar", "lacks the plural zero, two, few, many"],
    ["{n, plural, one {# Tag} in <a>{place}</a>", "de", "cannot be read"],
    [" {n, plural, one {#} other {#}} <a>{place}</a>", "de", "begins or ends"],
  ])("%s (%s) %s", (translation, language, what) => {
    expect(wrongWith(plural, translation, language)).toContain(what);
  });

  test("nothing, where all is there", () => {
    expect(wrongWith(plural, "<a>{place}</a>で{n, plural, other {#日}}", "ja")).toBeNull();
    expect(wrongWith("Write {{ name }}", "Schreib {{ name }}", "de")).toBeNull();
    expect(wrongWith("verb\u0004Open", "Öffnen", "de")).toBeNull();
  });
});
