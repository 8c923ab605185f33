import { type Msg, msg } from "@/lib/language/t";

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

const known = { is_set: msg("is known"), is_not_set: msg("is not known") } as const;

/** What can be asked about a text. */
export const textComparisons = {
  is: msg("is", "compared with a value"),
  is_not: msg("is not", "compared with a value"),
  contains: msg("contains", "compared with a value"),
  begins_with: msg("begins with", "compared with a value"),
  ...known,
} as const satisfies Partial<Record<FieldComparison, Msg>>;

export type TextComparison = keyof typeof textComparisons;

/** What can be asked about something that has an order. */
export const orderComparisons = (less: Msg, more: Msg) =>
  ({
    is: msg("is", "compared with a value"),
    is_not: msg("is not", "compared with a value"),
    less,
    more,
    ...known,
  }) as const satisfies Partial<Record<FieldComparison, Msg>>;

/** What can be asked about something that is one or the other. */
export const eitherComparisons = {
  is: msg("is", "compared with a value"),
  ...known,
} as const satisfies Partial<Record<FieldComparison, Msg>>;
