import { localeOf } from "./languages";
import { currentLanguage } from "./speech";

/** "SPF, DKIM and DMARC" in the language of whoever is asking; in British English, without a comma before "and". */
export const allOf = (items: readonly string[]): string => listIn({ type: "conjunction" }).format(items);

/** "News, Offers, Events": as a list stands within a sentence that ends after it. */
export const listed = (items: readonly string[]): string => listIn({ type: "unit", style: "short" }).format(items);

const listIn = (options: Intl.ListFormatOptions) => new Intl.ListFormat(localeOf(currentLanguage()), options);
