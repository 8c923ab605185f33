import type { Goal } from "@/lib/base/db/generated/client";
import { invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

/** What of a goal decides which events count, and for how much. */
export type Definition = Pick<Goal, "eventName" | "valueProperty" | "currencyProperty" | "currency">;

export const sameDefinition = (a: Definition, b: Definition): boolean =>
  a.eventName === b.eventName &&
  a.valueProperty === b.valueProperty &&
  a.currencyProperty === b.currencyProperty &&
  a.currency === b.currency;

/** Throws `invalid` on the field that does not go with the others. */
export function requireSound(goal: Definition & Pick<Goal, "isRevenue">): void {
  const { valueProperty, currencyProperty, currency, isRevenue } = goal;
  const problems: Record<string, string> = {};
  if (currency !== null && currencyProperty !== null)
    problems.currency = t("Choose one: the same currency for all, or the property that holds it.");
  if (valueProperty === null && (isRevenue || currency !== null || currencyProperty !== null))
    problems.valueProperty = t("Name the property that holds the value.");
  else if (isRevenue && currency === null && currencyProperty === null)
    problems.currency = t("Revenue needs a currency, or the property that holds it.");
  if (Object.keys(problems).length > 0) throw invalid(t("The goal does not fit together."), problems);
}
