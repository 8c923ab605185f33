import { isDeepStrictEqual } from "node:util";
import type { FieldValue } from "@/lib/people/fields/field-types.shared";

/** What of a contact other programs are told of when it changes. */
export interface ToldValues {
  externalId: string | null;
  email: string;
  firstName: string | null;
  lastName: string | null;
  timeZone: string | null;
  language: string | null;
  fields: Readonly<Record<string, FieldValue>>;
}

const columns = [
  ["external_id", "externalId"],
  ["email", "email"],
  ["first_name", "firstName"],
  ["last_name", "lastName"],
  ["time_zone", "timeZone"],
  ["language", "language"],
] as const;

/** The names of what differs, as the API has them; of a field `fields.` and its key. */
export function changedNames(before: ToldValues, after: ToldValues): string[] {
  const keys = [...new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])].sort();
  return [
    ...columns.filter(([, key]) => before[key] !== after[key]).map(([name]) => name),
    ...keys.filter((key) => !isDeepStrictEqual(before.fields[key], after.fields[key])).map((key) => `fields.${key}`),
  ];
}
