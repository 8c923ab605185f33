import { expect, test } from "vitest";
import { languages } from "@/lib/language/languages";
import { mailLanguages } from "@/lib/workspaces/choices.shared";
import { directionOf, frameText } from "./frame-text";

test("mails can be in every language of the interface, and their frame has its own words for it", () => {
  const english = frameText("en");
  for (const language of languages) {
    expect(mailLanguages).toContain(language);
    const { unsubscribe, preferences, viewInBrowser } = frameText(language);
    for (const text of [unsubscribe, preferences, viewInBrowser]) expect(text.trim()).not.toBe("");
    if (language !== "en") expect(unsubscribe).not.toBe(english.unsubscribe);
    expect(directionOf(language)).toBe(language === "ar" ? "rtl" : "ltr");
  }
});
