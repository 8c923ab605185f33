/** The columns that our own export of contacts begins with; the keys of custom fields follow. */
export const EXPORT_COLUMNS = [
  "email",
  "first_name",
  "last_name",
  "time_zone",
  "language",
  "tags",
  "lists",
  "unsubscribed_from",
  "suppressed",
  "created_at",
] as const;

/** The last column of rows that an import could not read: what is wrong with them. */
export const PROBLEM_COLUMN = "import_problem";

/** What our export says about a contact that an import must not change: it is known from elsewhere or a matter of consent. */
const FOR_READING = new Set<string>(["lists", "unsubscribed_from", "suppressed", "created_at", PROBLEM_COLUMN]);

export function isOwnExport(header: readonly string[]): boolean {
  return EXPORT_COLUMNS.every((name, at) => header[at]?.trim() === name);
}

export function isForReading(name: string): boolean {
  return FOR_READING.has(name.trim().toLowerCase());
}
