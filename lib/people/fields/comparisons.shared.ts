/** What a segment can ask about a custom field, whatever its type. */
export const fieldComparisons = [
  "is",
  "is_not",
  "contains",
  "begins_with",
  "less",
  "more",
  "is_set",
  "is_not_set",
] as const;
export type FieldComparison = (typeof fieldComparisons)[number];

const known = { is_set: "is known", is_not_set: "is not known" } as const;

/** What can be asked about a text. */
export const textComparisons = {
  is: "is",
  is_not: "is not",
  contains: "contains",
  begins_with: "begins with",
  ...known,
} as const satisfies Partial<Record<FieldComparison, string>>;

export type TextComparison = keyof typeof textComparisons;

/** What can be asked about something that has an order. */
export const orderComparisons = (less: string, more: string) =>
  ({ is: "is", is_not: "is not", less, more, ...known }) as const satisfies Partial<Record<FieldComparison, string>>;

/** What can be asked about something that is one or the other. */
export const eitherComparisons = { is: "is", ...known } as const satisfies Partial<Record<FieldComparison, string>>;
