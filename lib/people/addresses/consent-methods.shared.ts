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
/** Those by which somebody agrees. */
export const agreeingMethods = [
  "import",
  "manual",
  "form",
  "api",
  "preference_page",
] as const satisfies readonly ConsentMethod[];
export type ConsentMethod = (typeof consentMethods)[number];
