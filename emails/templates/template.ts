import { type Msg, msg } from "@/lib/language/t";
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
export type TemplateCategory = (typeof templateCategories)[number];

export const categoryLabels: Readonly<Record<TemplateCategory, Msg>> = {
  Newsletters: msg("Newsletters"),
  News: msg("News", "kind of mail"),
  Sales: msg("Sales"),
  Events: msg("Events", "kind of mail: concerts, meetings"),
  Customers: msg("Customers"),
  Onboarding: msg("Onboarding"),
  Personal: msg("Personal"),
};

/** A design that comes with the product. `key` never changes: campaigns remember it. */
export interface BuiltinTemplate {
  key: string;
  /** Name and description are said by `t` where people read them. */
  name: string;
  description: string;
  category: TemplateCategory;
  subject: string;
  previewText: string;
  document: BuiltDocument;
}
