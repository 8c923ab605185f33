import type { FieldValue } from "@/lib/people/fields/field-types.shared";

/** PostgreSQL stores no NUL in text. */
export function withoutNul(text: string | null): string | null {
  return text?.includes("\0") ? text.replaceAll("\0", "\ufffd") : text;
}

/** And none in the texts of JSON. */
export function fieldsWithoutNul(fields: Record<string, FieldValue>): Record<string, FieldValue> {
  const hasNul = Object.values(fields).some((value) => typeof value === "string" && value.includes("\0"));
  if (!hasNul) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, typeof value === "string" ? withoutNul(value)! : value]),
  );
}
