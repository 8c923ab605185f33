import fc from "fast-check";
import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { type NewCustomEvent, withKey } from "@/lib/events/custom/new-event";
import { storeEvents } from "@/lib/events/custom/store-events";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { goalNumbers } from "@/lib/reports/goal-numbers";
import { testContact, testMember, testWorkspace } from "@/tests/support/db";
import { archiveGoal, restoreGoal } from "./archive-goal";
import { createGoal } from "./create-goal";
import { findGoals } from "./goals";
import { countGoalJob, pickUpGoalsJob } from "./jobs";
import { countPiece } from "./recount";
import { updateGoal } from "./update-goal";

const HOUR_MS = 3_600_000;
const begin = Date.UTC(2026, 9, 1);
const allTime = { from: new Date(0), to: new Date(begin + 3000 * HOUR_MS) };

type Told = Partial<NewCustomEvent> & { properties?: Record<string, unknown> };
const eventOf = (told: Told): NewCustomEvent => ({
  ...{ kind: "track", name: "Paid", source: "api", messageId: null, occurredAt: new Date(begin), details: {} },
  ...{ contactId: null, userId: "u1", anonymousId: null, email: null, introduces: false, identifies: false },
  properties: {},
  ...told,
});
const store = ({ workspaceId }: Ctx, events: readonly NewCustomEvent[]) =>
  inPgTransaction(workspaceId, (tx) => storeEvents(tx, events.map(withKey)), { byKey: true });
const count = ({ workspaceId }: Ctx, goalId: string) => countGoalJob.runStored({ workspaceId, goalId });
const sale = {
  name: "Sales",
  eventName: "Paid",
  valueProperty: "total",
  currencyProperty: "currency",
  isRevenue: true,
};
const numbersOf = async (ctx: Ctx, span = allTime) =>
  (await goalNumbers(ctx, span)).map(({ currency, count: often, unreadable, value }) => ({
    ...{ currency, count: often, unreadable, value },
  }));

/** By one statement over the events that there are, in place of sums that are kept. */
const recounted = ({ workspaceId }: Ctx, { from, to }: { from: Date; to: Date }) => prisma.$queryRaw`
  select case when v is null then '' else c end as currency, count(*)::int as count, count(*) filter (where v is null)::int as unreadable,
         coalesce(trim_scale(sum(v)), 0)::text as value
    from (select case when btrim(said ->> 'total') ~ '^-?[0-9]{1,12}([.][0-9]{1,40})?$' and upper(said ->> 'currency') in ('EUR', 'JPY')
                      then round((said ->> 'total')::numeric, 6) end as v, upper(said ->> 'currency') as c
            from custom_event where workspace_id = ${workspaceId}::uuid and name = 'Paid' and occurred_at >= ${from} and occurred_at < ${to}) e
   group by 1 order by 1`;

const told = fc.record({
  message: fc.integer({ min: 0, max: 30 }),
  hours: fc.integer({ min: 0, max: 2000 }),
  name: fc.constantFrom("Paid", "Paid", "Paid", "Looked"),
  total: fc.constantFrom<unknown>(12.5, "19.99", 0.1, -3, 1e30, "1e3", "€5", "", null, { a: 1 }, " 7 ", 0.1 + 0.2),
  currency: fc.constantFrom<unknown>("EUR", "eur", "JPY", "XXX", 7, undefined),
});
type Draw = typeof told extends fc.Arbitrary<infer T> ? T : never;
const drawn = ({ message, hours, name, total, currency }: Draw) =>
  eventOf({
    ...{ name, messageId: `m${message}`, occurredAt: new Date(begin + hours * HOUR_MS) },
    properties: { total, currency },
  });

test("in any order, with messages twice and late ones, before, while and after a goal is counted anew, its sums are those of a recount", async () => {
  const groups = fc.array(fc.array(told, { maxLength: 12 }), { minLength: 3, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(groups, fc.nat(5), async (calls, at) => {
      const ctx = await testWorkspace();
      const made = Math.min(at, calls.length - 1);
      for (const call of calls.slice(0, made)) await store(ctx, call.map(drawn));
      const [goal] = await Promise.all([
        createGoal(ctx, sale),
        ...calls.slice(made).map((call) => store(ctx, call.map(drawn))),
      ]);
      await Promise.all([count(ctx, goal.id), ...calls.map((call) => store(ctx, call.map(drawn)))]);
      await count(ctx, goal.id);
      expect(await numbersOf(ctx)).toEqual(await recounted(ctx, allTime));
      const span = { from: new Date(begin + 5 * HOUR_MS), to: new Date(begin + 777 * HOUR_MS) };
      expect(await numbersOf(ctx, span)).toEqual(await recounted(ctx, span));
    }),
    { numRuns: 25 },
  );
}, 120_000);

test("while a piece is counted, events that come wait, and each is counted once", async () => {
  const ctx = await testWorkspace();
  const many = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) =>
      eventOf({ messageId: `m${from + n}`, properties: { total: 1, currency: "EUR" } }),
    );
  await store(ctx, many(0, 1000));
  await store(ctx, many(1000, 1500));
  const goal = await createGoal(ctx, sale);
  expect(await countPiece(ctx, goal.id)).toBe(true);
  await store(ctx, many(1400, 1700));
  expect((await findGoals(ctx))[0]?.countedTo).not.toBeNull();
  await Promise.all([count(ctx, goal.id), count(ctx, goal.id), store(ctx, many(1700, 1800))]);
  expect(await numbersOf(ctx)).toEqual([{ currency: "EUR", count: 1800, unreadable: 0, value: "1800" }]);
  expect((await findGoals(ctx))[0]?.countedTo).toBeNull();
});

test("what counts is changed: everything is counted anew, and old sums go", async () => {
  const ctx = await testWorkspace();
  const goal = await createGoal(ctx, sale);
  await count(ctx, goal.id);
  await store(ctx, [eventOf({ properties: { total: 5, net: 4, currency: "EUR" } }), eventOf({})]);
  expect(await numbersOf(ctx)).toMatchObject([
    { currency: "", count: 1, unreadable: 1, value: "0" },
    { currency: "EUR", count: 1, value: "5" },
  ]);
  const goalId = publicId("gol", goal.id);
  await updateGoal(ctx, { goalId, valueProperty: "net", currencyProperty: null, currency: "chf" });
  await count(ctx, goal.id);
  expect(await numbersOf(ctx)).toMatchObject([
    { currency: "", count: 1, unreadable: 1 },
    { currency: "CHF", count: 1, unreadable: 0, value: "4" },
  ]);
  expect(await prisma.goalSum.count({ where: { workspaceId: ctx.workspaceId, generation: 1 } })).toBe(0);
  const before = await findGoals(ctx);
  await updateGoal(ctx, { goalId, name: "Net sales", isRevenue: false });
  expect((await findGoals(ctx))[0]).toMatchObject({ generation: before[0]?.generation, countedTo: null });
});

test("an archived goal is counted on; one who is erased stays in the sums and nowhere else", async () => {
  const ctx = await testWorkspace();
  const goal = await createGoal(ctx, { name: "Orders", eventName: "Paid" });
  await count(ctx, goal.id);
  const goalId = publicId("gol", goal.id);
  await archiveGoal(ctx, { goalId });
  const { id: contactId } = await testContact(ctx, { email: "ada@example.com" });
  await store(ctx, [eventOf({ contactId, userId: null }), eventOf({ occurredAt: new Date(begin + HOUR_MS) })]);
  await eraseContact(ctx, { contactId: publicId("ctc", contactId) });
  await restoreGoal(ctx, { goalId });
  expect(await numbersOf(ctx)).toEqual([{ currency: "", count: 2, unreadable: 0, value: "0" }]);
});

test("a goal that does not fit together, or is called as another, is refused by its field", async () => {
  const ctx = await testWorkspace();
  const paid = { name: "Sales", eventName: "Paid" };
  const refused = (more: object) => createGoal(ctx, { ...paid, ...more }).catch((error) => error.fields);
  expect(await refused({ isRevenue: true })).toHaveProperty("valueProperty");
  expect(await refused({ currency: "EUR" })).toHaveProperty("valueProperty");
  expect(await refused({ valueProperty: "total", isRevenue: true })).toHaveProperty("currency");
  expect(await refused({ valueProperty: "total", currency: "EUR", currencyProperty: "c" })).toHaveProperty("currency");
  await expect(createGoal(ctx, { ...paid, valueProperty: "total", currency: "ABC" })).rejects.toThrow();
  const { id } = await createGoal(ctx, paid);
  expect(await refused({ name: "SALES" })).toHaveProperty("name");
  await archiveGoal(ctx, { goalId: publicId("gol", id) });
  await createGoal(ctx, { ...paid, name: "sales" });
  await expect(restoreGoal(ctx, { goalId: publicId("gol", id) })).rejects.toMatchObject({ code: "conflict" });
  const analyst = await testMember(ctx, "analyst");
  await expect(createGoal(analyst, { ...paid, name: "x" })).rejects.toMatchObject({ code: "forbidden" });
  expect(await findGoals(analyst)).toHaveLength(2);
  await expect(updateGoal(ctx, { goalId: publicId("gol", newId()), name: "x" })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("a goal whose job is lost is picked up, so that what comes is counted again", async () => {
  const ctx = await testWorkspace();
  await store(ctx, [eventOf({ messageId: "before" })]);
  await createGoal(ctx, { name: "Orders", eventName: "Paid" });
  await store(ctx, [eventOf({ messageId: "after" })]);
  await pickUpGoalsJob.runStored({ workspaceId: "" });
  await store(ctx, [eventOf({ messageId: "now" })]);
  expect(await numbersOf(ctx)).toEqual([{ currency: "", count: 3, unreadable: 0, value: "0" }]);
});

test("more events than fit into an integer are added up", async () => {
  const ctx = await testWorkspace();
  const { workspaceId } = ctx;
  const { id: goalId, generation } = await createGoal(ctx, { name: "Views", eventName: "Viewed" });
  const sum = {
    workspaceId,
    goalId,
    generation,
    minutes: 1440,
    currency: "",
    count: 2_000_000_000,
    unreadable: 2_000_000_000,
  };
  const days = [0, 24].map((hours) => ({ ...sum, startsAt: new Date(begin + hours * HOUR_MS) }));
  await prisma.goalSum.createMany({ data: days });
  expect(await numbersOf(ctx)).toMatchObject([{ count: 4_000_000_000, unreadable: 4_000_000_000 }]);
});
