import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { isCurrency } from "@/lib/events/custom/currencies.shared";
import { MAX_EVENT_ID, MAX_EVENT_NAME } from "@/lib/events/custom/kinds.shared";
import { t, words } from "@/lib/language/t";

/** Of a workspace, archived ones among them: each event that comes is held against all of them. */
export const MAX_GOALS = 100;

const name = plainText()
  .trim()
  .min(1, words("Give the goal a name."))
  .max(60, words("Use at most 60 characters."))
  .meta({
    description: "What is reached.",
    example: "Orders",
  });
const eventName = plainText()
  .trim()
  .min(1, words("Name the event."))
  .max(MAX_EVENT_NAME, { error: () => t("Use at most {limit} characters for the name.", { limit: MAX_EVENT_NAME }) })
  .meta({ description: "The event that reaches it, by its name.", example: "Order Completed" });
const property = (what: string) =>
  plainText()
    .trim()
    .min(1, words("Name the property."))
    .max(MAX_EVENT_ID, { error: () => t("Use at most {limit} characters.", { limit: MAX_EVENT_ID }) })
    .nullable()
    .meta({ description: `Property of the event that holds ${what}; parts of one with a dot.` });
const currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine(isCurrency, words("Use the three letters of a currency, such as EUR."))
  .nullable()
  .meta({ description: "One currency for all values, ISO 4217.", example: "EUR" });
const isRevenue = z.boolean().meta({ description: "Whether its values are added up as revenue." });

export const CreateGoal = z.strictObject({
  name,
  eventName,
  valueProperty: property("what it is worth").default(null),
  currencyProperty: property("the currency of the value").default(null),
  currency: currency.default(null),
  isRevenue: isRevenue.default(false),
});
export type CreateGoal = z.input<typeof CreateGoal>;

export const GoalRef = z.object({ goalId: idOf("gol") });
export type GoalRef = z.input<typeof GoalRef>;

export const UpdateGoal = z.strictObject({
  ...GoalRef.shape,
  name: name.optional(),
  eventName: eventName.optional(),
  valueProperty: property("what it is worth").optional(),
  currencyProperty: property("the currency of the value").optional(),
  currency: currency.optional(),
  isRevenue: isRevenue.optional(),
});
export type UpdateGoal = z.input<typeof UpdateGoal>;
