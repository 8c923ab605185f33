import { currentLanguage } from "./speech";

/** "SPF, DKIM and DMARC" in the language of whoever is asking. */
export function allOf(items: readonly string[]): string {
  return new Intl.ListFormat(inWords(), { type: "conjunction" }).format(items);
}

/** "News, Offers, Events": as a list stands within a sentence that ends after it. */
export function listed(items: readonly string[]): string {
  return new Intl.ListFormat(inWords(), { type: "unit", style: "short" }).format(items);
}

/** British: without a comma before "and". */
function inWords(): string {
  const language = currentLanguage();
  return language === "en" ? "en-GB" : language;
}
