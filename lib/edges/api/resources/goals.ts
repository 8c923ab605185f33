import { z } from "zod";
import { defineOperation } from "@/lib/edges/api/operation";
import { archiveGoal, restoreGoal } from "@/lib/events/goals/archive-goal";
import { createGoal } from "@/lib/events/goals/create-goal";
import { findGoals, getGoal, presentGoal } from "@/lib/events/goals/goals";
import { CreateGoal, UpdateGoal } from "@/lib/events/goals/schema";
import { updateGoal } from "@/lib/events/goals/update-goal";
import { goalNumbers, type TimeSpan } from "@/lib/reports/goal-numbers";
import { asPage, idParam, pageOf, Time } from "./shapes";

const GoalParam = z.strictObject({ goalId: idParam("gol") });

const Goal = z
  .object({
    id: z.string(),
    name: z.string(),
    eventName: z.string().meta({ description: "The event that reaches it." }),
    valueProperty: z.string().nullable().meta({ description: "Property of the event that holds what it is worth." }),
    currencyProperty: z.string().nullable().meta({ description: "Property that holds the currency of the value." }),
    currency: z.string().nullable().meta({ description: "One currency for all values, ISO 4217." }),
    isRevenue: z.boolean().meta({ description: "Whether its values are added up as revenue." }),
    counting: z.boolean().meta({ description: "Past events are being counted: its numbers are not whole yet." }),
    archived: z.boolean(),
    createdAt: Time,
  })
  .meta({ id: "Goal" });

const quarterMs = 900_000;
const usualMs = 30 * 24 * 3_600_000;
const moment = (what: string) =>
  z.iso
    .datetime({ offset: true })
    .refine((text) => Date.parse(text) % quarterMs === 0, "Give a full quarter of an hour.")
    .meta({ description: what });
const NumbersQuery = z
  .strictObject({
    from: moment("The beginning, a full quarter of an hour; 30 days before the end if not given.").optional(),
    to: moment("The end, which is no part of it; now if not given.").optional(),
  })
  .refine(({ from, to }) => !from || !to || Date.parse(from) < Date.parse(to), {
    error: "It ends before it begins.",
    path: ["to"],
  });

/** Nothing happened before 1970, nor after now; and of other years PostgreSQL has fewer than whoever asks can write. */
const within = (text: string, now: Date) => new Date(Math.min(Math.max(0, Date.parse(text)), now.getTime()));

function timeAsked({ from, to }: z.output<typeof NumbersQuery>, now: Date): TimeSpan {
  const end = to ? within(to, now) : now;
  const usual = Math.floor((end.getTime() - usualMs) / quarterMs) * quarterMs;
  return { from: from ? within(from, now) : new Date(usual), to: end };
}

const Numbers = z
  .object({
    currency: z.string().meta({ description: "ISO 4217; empty for what has no value, or one without a currency." }),
    count: z.number().int(),
    unreadable: z.number().int().meta({ description: "Events among them that had no readable value." }),
    value: z.string().meta({ description: "An exact decimal number, as text.", example: "1234.5" }),
  })
  .meta({ id: "GoalNumbers" });

const ofGoals = { group: "Goals", path: "/goals" } as const;
const oneGoal = { group: "Goals", path: "/goals/{goal_id}", params: GoalParam, answer: Goal } as const;
const ofArchive = { ...oneGoal, path: "/goals/{goal_id}/archive", scope: "goals.write" } as const;

export const goalOperations = [
  defineOperation({
    ...ofGoals,
    id: "listGoals",
    method: "GET",
    summary: "List the goals",
    description: "Archived ones too, the oldest first, all on one page.",
    scope: "reports.read",
    answer: pageOf(Goal),
    run: async (ctx) => asPage((await findGoals(ctx)).map(presentGoal), null),
  }),
  defineOperation({
    ...ofGoals,
    id: "createGoal",
    method: "POST",
    summary: "Make a goal",
    description: "It counts an event by its name: at once those that come, and within minutes those that came before.",
    scope: "goals.write",
    status: 201,
    body: CreateGoal,
    example: {
      name: "Orders",
      event_name: "Order Completed",
      value_property: "total",
      currency_property: "currency",
      is_revenue: true,
    },
    answer: Goal,
    run: async (ctx, { body }) => presentGoal(await createGoal(ctx, body)),
  }),
  defineOperation({
    ...oneGoal,
    id: "getGoal",
    method: "GET",
    summary: "Get a goal",
    scope: "reports.read",
    run: async (ctx, { params }) => presentGoal(await getGoal(ctx, params.goalId)),
  }),
  defineOperation({
    ...oneGoal,
    id: "updateGoal",
    method: "PATCH",
    summary: "Change a goal",
    description: "Where that changes what is counted, the events that are still kept are counted anew.",
    scope: "goals.write",
    body: UpdateGoal.omit({ goalId: true }),
    example: { name: "Paid orders" },
    run: async (ctx, { params, body }) => presentGoal(await updateGoal(ctx, { ...body, ...params })),
  }),
  defineOperation({
    ...ofArchive,
    id: "archiveGoal",
    method: "PUT",
    summary: "Archive a goal",
    description: "It is counted all the same, so that its numbers are whole when it comes back.",
    run: async (ctx, { params }) => presentGoal(await archiveGoal(ctx, params)),
  }),
  defineOperation({
    ...ofArchive,
    id: "restoreGoal",
    method: "DELETE",
    summary: "Bring an archived goal back",
    run: async (ctx, { params }) => presentGoal(await restoreGoal(ctx, params)),
  }),
  defineOperation({
    group: "Goals",
    path: "/goals/{goal_id}/numbers",
    id: "getGoalNumbers",
    method: "GET",
    summary: "How often a goal was reached",
    description: "In a time, by when it happened, and what that was worth in each currency.",
    scope: "reports.read",
    params: GoalParam,
    query: NumbersQuery,
    answer: pageOf(Numbers),
    run: async (ctx, { params, query }) => {
      const { id } = await getGoal(ctx, params.goalId);
      const all = await goalNumbers(ctx, timeAsked(query, ctx.now()));
      return asPage(
        all.flatMap(({ goalId, ...numbers }) => (goalId === id ? [numbers] : [])),
        null,
      );
    },
  }),
];
