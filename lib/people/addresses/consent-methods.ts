/** How somebody agreed, or asked to be left alone. */
export const consentMethods = [
  "import",
  "manual",
  "form",
  "api",
  "one_click",
  "unsubscribe_page",
  "preference_page",
  "mailto",
  "complaint",
] as const;
export type ConsentMethod = (typeof consentMethods)[number];
