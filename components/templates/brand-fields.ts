import type { BrandTheme } from "@/emails/theme";

/** What each part of the brand form is given. */
export interface BrandFieldsProps {
  brand: BrandTheme;
  errors: Readonly<Record<string, string>>;
  set(changes: Partial<BrandTheme>): void;
}
