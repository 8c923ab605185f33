import { expect, test } from "vitest";
import { localeLike } from "./locale-like.shared";

test.each([
  [["en-GB", "en"], "en-GB"],
  [["de-DE", "de", "en"], "de"],
  [["de-CH"], "de-CH"],
  [["gsw-CH", "fr-CH"], "fr"],
  [["pt-PT"], "pt"],
  [["eo", "tlh"], "en"],
  [[], "en"],
])("a browser that asks for %j gets dates and numbers as in %s", (languages, locale) => {
  expect(localeLike(languages)).toBe(locale);
});
