import { afterEach, expect, test } from "vitest";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { deterministicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { readiness } from "@/lib/base/health/readiness";
import { utcMonth } from "@/lib/base/time/month";
import { recordEvents } from "@/lib/events/door/record-events";
import type { NewEvent } from "@/lib/events/ledger/event-types";
import { eraseContactRows } from "@/lib/people/contacts/erase-contacts";
import { testContact, testWorkspace } from "@/tests/support/db";
import { recountRollUps, storedRollUps } from "@/tests/support/recount";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { keepMonthsJob } from "./jobs";
import { keepEventMonths } from "./keep-months";

/** The migration has made three months after this one. */
const START = new Date();
/** The day `day` of the month that is so many months after the start. */
const at = (months: number, day = 10): Date =>
  new Date(`${utcMonth(START, months)}-${String(day).padStart(2, "0")}T12:00:00Z`);
const on = (ctx: Ctx, months: number, day = 10): Ctx => ({ ...ctx, now: () => at(months, day) });
const night = (months: number, keep: number | null = null) =>
  keepEventMonths(on(systemCtx("", "test"), months), { keep, pieceRows: 7 });

let serial = 0;
/** Events at this time, each with an id of its own that stays the same. */
function eventsAt(when: Date, count: number, values: Partial<NewEvent> = {}): NewEvent[] {
  return Array.from({ length: count }, () => {
    const digest = Buffer.alloc(10);
    digest.writeUInt32BE(++serial, 6);
    return { id: deterministicId(when, digest), type: "contact.subscribed", occurredAt: when, ...values };
  });
}

/** How many events of the workspace lie in which partition. */
async function places(ctx: Ctx): Promise<Record<string, number>> {
  const rows = await prisma.$queryRaw<{ place: string; count: number }[]>`
    select replace(tableoid::regclass::text, 'partitions.event_', '') as place, count(*)::int from event
     where workspace_id = ${ctx.workspaceId}::uuid group by 1 order by 1`;
  return Object.fromEntries(rows.map(({ place, count }) => [place, count]));
}
const nameOf = (months: number) => utcMonth(START, months).replace("-", "_");
const countOf = (ctx: Ctx) => prisma.event.count({ where: { workspaceId: ctx.workspaceId } });

/** Takes away the months from this one on, as if nobody had made them. */
async function withoutMonthsFrom(months: number): Promise<void> {
  for (let month = months; month <= months + 30; month++) {
    await prisma.$executeRawUnsafe(`drop table if exists partitions.event_${nameOf(month)}`);
  }
}

afterEach(async () => {
  await withoutMonthsFrom(4);
  await prisma.$executeRawUnsafe("truncate partitions.event_default");
  for (let month = -2; month <= 3; month++) {
    await prisma.$executeRawUnsafe(`select ensure_event_partition('${utcMonth(START, month)}-01')`);
  }
});

test("fourteen months go by, with late events, and with three in which nobody made a month", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx, { recipients: 4 });
  const before = await countOf(ctx);
  const expected: Record<string, number> = await places(ctx);
  const all: NewEvent[] = [];
  const record = async (months: number, events: NewEvent[]) => {
    expect(await recordEvents(on(ctx, months), events)).toEqual({ recorded: events.length });
    all.push(...events);
  };
  for (let month = 1; month <= 14; month++) {
    // From the fourth to the sixth nobody looks: the months made ahead last until the sixth, and the seventh has none.
    const awake = month < 4 || month > 7;
    if (awake) await night(month);
    const opened = { type: "message.opened", messageId: messages[month % messages.length]!.id } as const;
    await record(month, [...eventsAt(at(month), 30), ...eventsAt(at(month, 11), 2, opened)]);
    // What comes in late lies in its own month.
    await record(month, [...eventsAt(at(month - 1, 27), 3), ...eventsAt(at(month - 2, 5), 1)]);
    for (const [which, count] of [
      [month, 32],
      [month - 1, 3],
      [month - 2, 1],
    ] as const) {
      expected[nameOf(which)] = (expected[nameOf(which)] ?? 0) + count;
    }
    if (month === 7) expect(await places(ctx)).toHaveProperty("default", 32);
    if (awake) expect(await places(ctx)).toEqual(expected);
  }
  expect(await countOf(ctx)).toBe(before + all.length);
  // A fact that is reported once more is known, wherever it lies by now.
  expect(await recordEvents(on(ctx, 14), all)).toEqual({ recorded: 0 });
  expect(await storedRollUps(ctx)).toEqual(await recountRollUps(ctx));
});

test("while a month is moved no event is missing or there twice, and changes are kept", async () => {
  const ctx = await testWorkspace();
  const [person, other] = [await testContact(ctx), await testContact(ctx)];
  const values = { contactId: person.id, ip: "192.0.2.1", userAgent: "A browser" };
  const old = [...eventsAt(at(6), 200, values), ...eventsAt(at(8), 100, { contactId: other.id })];
  await recordEvents(ctx, old);
  expect(await places(ctx)).toEqual({ default: 300 });

  let moving = true;
  const moved = night(7).finally(() => {
    moving = false;
  });
  const seen: number[] = [];
  let added = 0;
  for (let round = 0; moving; round++) {
    seen.push((await countOf(ctx)) - added);
    // One that is there, and a new one of the same month, and one of a month that was not there when the move began.
    const fresh = [...eventsAt(at(6, 12), 1, values), ...eventsAt(at(10 + (round % 3)), 1)];
    expect(await recordEvents(ctx, [old[(round * 13) % old.length]!, ...fresh])).toEqual({ recorded: 2 });
    added += 2;
    if (round === 1) await inTransaction(ctx, (tx) => eraseContactRows(tx, [person.id]));
  }
  await moved;
  expect(seen.length).toBeGreaterThan(3);
  expect(new Set(seen)).toEqual(new Set([300]));
  await night(7);
  expect(await places(ctx)).not.toHaveProperty("default");
  expect(await countOf(ctx)).toBe(300 + added);
  const left = await prisma.event.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: old.map(({ id }) => id!) } },
  });
  expect(
    left.filter(
      ({ contactId, ip, userAgent }) => contactId === person.id || (ip && !contactId) || (userAgent && !contactId),
    ),
  ).toEqual([]);
  expect(left.filter(({ contactId }) => contactId === other.id)).toHaveLength(100);
});

test("a move that was broken off goes on, also after a release that has added a column", async () => {
  const ctx = await testWorkspace();
  await recordEvents(ctx, eventsAt(at(6), 50));
  const over = { ...on(systemCtx("", "test"), 6), endBy: at(5) };
  expect(await keepEventMonths(over, { keep: null })).toMatchObject({ finished: false });
  expect(await places(ctx)).toEqual({ default: 50 });
  await recordEvents(ctx, eventsAt(at(6), 5));
  await prisma.$executeRaw`alter table event add column note text`;
  await recordEvents(ctx, eventsAt(at(6), 5));
  await prisma.$executeRaw`update event set note = 'kept' where workspace_id = ${ctx.workspaceId}::uuid`;
  expect(await night(6)).toMatchObject({ finished: true });
  expect(await places(ctx)).toEqual({ [nameOf(6)]: 60 });
  const [{ kept } = { kept: 0 }] = await prisma.$queryRaw<{ kept: number }[]>`
    select count(*)::int as kept from event where workspace_id = ${ctx.workspaceId}::uuid and note = 'kept'`;
  expect(kept).toBe(60);
  await prisma.$executeRaw`alter table event drop column note`;
});

test("months older than what is kept go with their events, and the roll-ups stay", async () => {
  const ctx = await testWorkspace();
  const { campaignId, messages } = await sentCampaign(ctx, { recipients: 4 });
  for (const month of [0, 1, 2, 3]) {
    const opened = { type: "message.opened", messageId: messages[month]!.id } as const;
    await recordEvents(ctx, eventsAt(at(month, 20), 5, opened));
  }
  const totals = () => prisma.campaignTotals.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, campaignId } });
  const before = await totals();
  await night(3, 2);
  const kept = await places(ctx);
  expect(Object.keys(kept)).toEqual([nameOf(1), nameOf(2), nameOf(3)]);
  expect(await totals()).toEqual(before);
  expect(before.humanOpens).toBe(20);
  const message = await prisma.message.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, id: messages[0]!.id },
  });
  expect(message.firstOpenedAt).toEqual(at(0, 20));
  // One of a month that is gone comes late: it goes the next night, too.
  await recordEvents(ctx, eventsAt(at(-1), 1));
  await night(3, 2);
  expect(await places(ctx)).toEqual(kept);
});

test("what cannot be done is said: the job fails with its reason, and ready names a month that is missing", async () => {
  const ctx = await testWorkspace();
  expect((await readiness({ now: at(0) })).checks.events).toEqual({ ok: true });
  expect((await readiness({ now: at(4) })).checks.events.problem).toContain(utcMonth(START, 4));
  await recordEvents(ctx, eventsAt(new Date(Date.now() + 5 * 31 * 86_400_000), 2));
  const [far] = await prisma.$queryRaw<{ month: string }[]>`
    select to_char(occurred_at at time zone 'UTC', 'YYYY_MM') as month from event where workspace_id = ${ctx.workspaceId}::uuid limit 1`;
  // A table of an operator's stands where the month should be.
  await prisma.$executeRawUnsafe(`create table partitions.event_${far!.month} (id uuid)`);
  for (let run = 0; run < 3; run++) {
    await expect(keepMonthsJob.runStored({ workspaceId: "" })).rejects.toThrow("cannot be moved");
  }
  const { jobs } = (await readiness({ now: at(0) })).checks;
  expect(jobs.problem).toContain("events.keep-months failed 3 times");
  await prisma.$executeRawUnsafe(`drop table partitions.event_${far!.month}`);
  await keepMonthsJob.runStored({ workspaceId: "" });
  expect((await readiness({ now: at(0) })).checks.jobs).toEqual({ ok: true });
  expect(await places(ctx)).toEqual({ [far!.month]: 2 });
});
