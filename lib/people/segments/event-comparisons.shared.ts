import { type Msg, msg } from "@/lib/language/t";
import { type FieldComparison, orderComparisons, textComparisons } from "@/lib/people/fields/comparisons.shared";

/** What a rule can ask about a property of an event: nobody has said what type it has. */
export const eventComparisons = {
  ...textComparisons,
  ...orderComparisons(msg("is below", "compared with a value"), msg("is above", "compared with a value")),
} as const satisfies Record<FieldComparison, Msg>;

/** Conditions on properties in one rule. */
export const MAX_PROPERTY_RULES = 5;
/** Times that a rule can ask for. */
export const MAX_TIMES = 1_000;
