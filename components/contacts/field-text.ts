import type { FieldValue } from "@/lib/people/contacts/schema";

/** A custom field's value in words. */
export function fieldText(value: FieldValue): string {
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return String(value);
}
