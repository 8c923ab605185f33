import type { BuiltDocument } from "./build";

export const templateCategories = [
  "Newsletters",
  "News",
  "Sales",
  "Events",
  "Customers",
  "Onboarding",
  "Personal",
] as const;

/** A design that comes with the product. `key` never changes: campaigns remember it. */
export interface BuiltinTemplate {
  key: string;
  name: string;
  description: string;
  category: (typeof templateCategories)[number];
  subject: string;
  previewText: string;
  document: BuiltDocument;
}
