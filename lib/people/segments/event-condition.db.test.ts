import fc from "fast-check";
import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { newId, publicId } from "@/lib/base/db/ids";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { type NewCustomEvent, withKey } from "@/lib/events/custom/new-event";
import { storeEvents } from "@/lib/events/custom/store-events";
import { contactInSegment } from "@/lib/people/contacts/contact-segments";
import { contactTimeline } from "@/lib/people/contacts/contact-timeline";
import { findContacts } from "@/lib/people/contacts/find-contacts";
import { testContact, testWorkspace } from "@/tests/support/db";
import type { SegmentCondition } from "./schema";
import { createSegment } from "./segments";

type Rule = Extract<SegmentCondition, { kind: "event" }>;
const DAY_MS = 86_400_000;
const bought: Rule = { kind: "event", name: "Bought", op: "did", times: 1, days: null, where: [] };

interface Deed {
  contactId: string;
  name?: string;
  daysAgo?: number;
  properties?: Record<string, unknown>;
}

const eventOf = ({ contactId, name = "Bought", daysAgo = 0, properties = {} }: Deed): NewCustomEvent => ({
  ...{ kind: "track", source: "api", name, contactId, properties, details: {}, messageId: null },
  ...{ userId: null, anonymousId: null, email: null, introduces: false, identifies: false },
  occurredAt: new Date(Date.now() - daysAgo * DAY_MS),
});

const tell = ({ workspaceId }: Ctx, deeds: readonly Deed[]) =>
  inPgTransaction(workspaceId, (tx) => storeEvents(tx, deeds.map(eventOf).map(withKey)));

async function population(count: number) {
  const ctx = await testWorkspace();
  const people: { id: string; email: string }[] = [];
  for (let at = 0; at < count; at++) people.push(await testContact(ctx, { email: `p${at}@example.net` }));
  const idOf = (at: number) => people[at]!.id;
  const found = async (...rules: SegmentCondition[]) => {
    const { id } = await createSegment(ctx, { name: newId(), rules: { kind: "group", match: "all", rules } });
    const { items } = await findContacts(ctx, { segment: id, sort: "email", direction: "asc" });
    return items.map(({ email }) => Number(email.slice(1).split("@")[0]));
  };
  return { ctx, idOf, found };
}

test("who did something so often, since when, with which properties, and who did not", async () => {
  const { ctx, idOf, found } = await population(4);
  const order = (total: unknown, more = {}) => ({ total, currency: "EUR", ...more });
  await tell(ctx, [
    { contactId: idOf(0), properties: order(59.9, { "a.b": "x", cart: { city: "Köln" } }) },
    { contactId: idOf(0), daysAgo: 40, properties: order("120.50") },
    { contactId: idOf(0), daysAgo: 41, properties: order(9) },
    { contactId: idOf(1), daysAgo: 40, properties: order("n/a", { at: "2026-02-01" }) },
    { contactId: idOf(2), name: "Viewed" },
  ]);
  expect(await found(bought)).toEqual([0, 1]);
  expect(await found({ ...bought, op: "did_not" })).toEqual([2, 3]);
  expect(await found({ ...bought, days: 30 })).toEqual([0]);
  expect(await found({ ...bought, times: 3 })).toEqual([0]);
  expect(await found({ ...bought, times: 3, op: "did_not" })).toEqual([1, 2, 3]);
  expect(await found({ ...bought, times: 2, days: 30 })).toEqual([]);
  const where = (key: string, op: Rule["where"][number]["op"], value: string | number | boolean = "") =>
    found({ ...bought, where: [{ key, op, value }] });
  expect(await where("total", "more", 100)).toEqual([0]);
  expect(await where("total", "more", "9.5")).toEqual([0]);
  expect(await where("total", "less", 9)).toEqual([]);
  expect(await where("total", "is_set")).toEqual([0, 1]);
  expect(await where("currency", "is", "eur")).toEqual([0, 1]);
  expect(await where("at", "less", "2026-03-01")).toEqual([1]);
  expect(await where("cart.city", "is", "KÖLN")).toEqual([0]);
  expect(await where("a.b", "begins_with", "X")).toEqual([0]);
  expect(await where("nothing", "is_not_set")).toEqual([0, 1]);
  const both = {
    ...bought,
    where: [{ key: "total", op: "more", value: 10 } as const, { key: "total", op: "less", value: 100 } as const],
  };
  expect(await found(both)).toEqual([0]);
});

test("whoever asks why is told rule by rule, and the timeline has what they did", async () => {
  const { ctx, idOf } = await population(1);
  await tell(ctx, [{ contactId: idOf(0), properties: { total: 59.9, currency: "EUR", subject: "no mail" } }]);
  const rule: Rule = { ...bought, times: 2, days: 1, where: [{ key: "total", op: "more", value: 50 }] };
  const made = await createSegment(ctx, {
    name: "Often",
    rules: { kind: "group", match: "all", rules: [rule, bought] },
  });
  const segmentId = (made as { id: string }).id;
  const reason = await contactInSegment(ctx, { contactId: idOf(0), segmentId });
  expect(reason).toEqual({
    match: "all",
    holds: false,
    parts: [
      { text: "Has done “Bought” at least 2 times in the last 1 day, where total is above “50”", holds: false },
      { text: "Has done “Bought”", holds: true },
    ],
  });
  const { items } = await contactTimeline(ctx, { contactId: publicId("ctc", idOf(0)) });
  expect(items).toEqual([
    expect.objectContaining({
      type: "elsewhere.track",
      name: "Bought",
      detail: "total: 59.9 · subject: no mail · currency: EUR",
    }),
  ]);
  expect((await contactTimeline(ctx, { contactId: publicId("ctc", idOf(0)), kind: "messages" })).items).toEqual([]);
});

test("random rules find the people whom a look at each event finds", async () => {
  const { ctx, idOf, found } = await population(6);
  const deeds = Array.from({ length: 60 }, (_, at) => ({
    contactId: idOf((at * 7) % 5),
    name: ["Bought", "Viewed"][at % 2]!,
    daysAgo: (at * 13) % 50,
    properties: { total: (at * 31) % 90, size: ["S", "m", ""][at % 3] },
  }));
  await tell(ctx, deeds);
  const rules = fc.record({
    kind: fc.constant("event" as const),
    name: fc.constantFrom("Bought", "Viewed", "Nothing"),
    op: fc.constantFrom("did" as const, "did_not" as const),
    times: fc.integer({ min: 1, max: 8 }),
    days: fc.option(fc.integer({ min: 1, max: 60 })),
    where: fc.array(
      fc.oneof(
        fc.record({
          key: fc.constant("total"),
          op: fc.constantFrom("less" as const, "more" as const),
          value: fc.integer({ min: 0, max: 90 }),
        }),
        fc.record({
          key: fc.constant("size"),
          op: fc.constantFrom("is" as const, "is_not" as const),
          value: fc.constantFrom("M", "s", "x"),
        }),
      ),
      { maxLength: 2 },
    ),
  });
  const naive = ({ name, op, times, days, where }: Rule) =>
    [0, 1, 2, 3, 4, 5].filter((at) => {
      const own = deeds.filter(
        (deed) =>
          deed.contactId === idOf(at) &&
          deed.name === name &&
          (days === null || deed.daysAgo < days) &&
          where.every(({ key, op: how, value }) =>
            key === "total"
              ? how === "less"
                ? deed.properties.total < Number(value)
                : deed.properties.total > Number(value)
              : (deed.properties.size!.toLowerCase() === String(value).toLowerCase()) === (how === "is"),
          ),
      );
      return own.length >= times === (op === "did");
    });
  await fc.assert(
    fc.asyncProperty(rules, async (rule) => {
      expect(await found(rule)).toEqual(naive(rule));
    }),
    { numRuns: 60 },
  );
});
