import { beforeAll, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { getCampaignBreakdown } from "@/lib/reports/campaign-breakdown";
import { getCampaignFeedback } from "@/lib/reports/campaign-feedback";
import { getCampaignReport } from "@/lib/reports/campaign-report";
import { testContact, testMember, testWorkspace } from "@/tests/support/db";
import { rowsOfKinds } from "@/tests/support/rows-of-kinds";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { changeRetention } from "./change-retention";
import { dropOldEvents } from "./drop-old-events";
import { enforceRetention, type RetentionPlace } from "./enforce-retention";
import { findRetention } from "./find-retention";
import { keepLimitsJob } from "./jobs";
import { type RetentionKindName, retentionKind, retentionKindNames } from "./kinds.shared";
import { measureTables, sampleTables, UNKNOWN_ROWS } from "./measure-tables";
import { previewRetention } from "./preview-retention";
import { beginRetention, cutoffOf } from "./settings";
import { retentionSteps } from "./steps";

const DAY_MS = 86_400_000;
const START = new Date();
const later = (days: number): Ctx => ({
  ...systemCtx("", "test"),
  now: () => new Date(START.getTime() + days * DAY_MS),
});
const run = (days: number, more: { pieceRows?: number } = {}) => enforceRetention(later(days), { from: null, ...more });

beforeAll(() => beginRetention(later(0)));

async function operator(ctx: Ctx) {
  const member = await testMember(ctx, "analyst");
  await prisma.user.update({ where: { id: member.userId }, data: { isOperator: true } });
  return member;
}

const installationTables = [
  "captured_message",
  "simulator_action",
  "session",
  "auth_token",
  "known_device",
  "security_event",
];

/** Rows of a table: those of the workspace, or all of the installation, as the database is this file's own. */
async function sizeOf({ workspaceId }: Ctx, table: string): Promise<number> {
  const own = installationTables.includes(table) ? "" : `where workspace_id = '${workspaceId}'`;
  const [row] = await prisma.$queryRawUnsafe<{ count: number }[]>(
    `select count(*)::int as count from "${table}" ${own}`,
  );
  return row!.count;
}

const staying = ["event", "message", "queue", "inbound_message"];
const tablesOf = (kind: RetentionKindName) => retentionKind(kind).tables.filter((table) => !staying.includes(table));

/** Takes the steps of a kind, in one workspace, as they would be taken after so many days. */
async function applyAt(ctx: Ctx, kind: RetentionKindName, days: number): Promise<void> {
  const { now } = later(days);
  const before = cutoffOf(kind, retentionKind(kind).usual, now());
  for (const step of retentionSteps[kind]) await step.work({ ...ctx, now }, { before, limit: 100 });
}

test("every kind keeps its rows for as long as it says, and no longer", async () => {
  const { ctx } = await rowsOfKinds();
  const kinds = retentionKindNames.filter((kind) => tablesOf(kind).length > 0);
  expect(kinds.length).toBeGreaterThan(9);
  for (const kind of kinds) {
    const sizes = () => Promise.all(tablesOf(kind).map((table) => sizeOf(ctx, table)));
    const found = await sizes();
    expect(Math.min(...found), kind).toBeGreaterThan(0);
    const { usual } = retentionKind(kind);
    await applyAt(ctx, kind, usual - 2);
    expect(await sizes(), `${kind} two days before`).toEqual(found);
    await applyAt(ctx, kind, usual + 2);
    expect(Math.max(...(await sizes())), `${kind} two days after`).toBe(0);
  }
  expect(await prisma.inboundMessage.count(), "the answer went with its reply").toBe(2);
  await applyAt(ctx, "returned-mail", 178);
  expect(await prisma.inboundMessage.count()).toBe(2);
  await applyAt(ctx, "returned-mail", 182);
  expect(await prisma.inboundMessage.count()).toBe(0);
  expect(await prisma.message.count({ where: { workspaceId: ctx.workspaceId, replyText: { not: null } } })).toBe(0);
  expect(await sizeOf(ctx, "message"), "the ledger stays").toBeGreaterThan(0);
  for (const kind of retentionKindNames) expect(retentionSteps[kind].length === 0, kind).toBe(kind === "job-history");
});

const agents = [
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Linux; Android 14; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/121.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.6.0",
  null,
];

/** A campaign about which all came back that reports show. */
async function reportedCampaign(ctx: Ctx) {
  const campaign = await sentCampaign(ctx, { recipients: 6, status: "sent" });
  const [a, b, c, d, e] = campaign.messages.map(({ id }) => id);
  const at = (minutes: number) => new Date(START.getTime() - 3_600_000 + minutes * 60_000);
  const visit = (index: number) => ({ ip: index === 2 ? "2001:db8:1:2::3" : "203.0.113.77", userAgent: agents[index] });
  await recordEvents(ctx, [
    ...[a, b, c, d, e].map((messageId) => ({ type: "message.sent" as const, messageId, occurredAt: at(0) })),
    // Twice with another build of the same program.
    { type: "message.opened", messageId: a, occurredAt: at(1), ...visit(0) },
    { type: "message.opened", messageId: a, occurredAt: at(2), ...visit(1) },
    { type: "message.opened", messageId: b, occurredAt: at(3), actor: "proxy", ...visit(2) },
    { type: "message.opened", messageId: c, occurredAt: at(4), ...visit(3) },
    { type: "message.clicked", messageId: a, occurredAt: at(5), linkId: campaign.links[0]!.id, ...visit(0) },
    { type: "message.deferred", messageId: d, occurredAt: at(6), data: { category: "greylisted" } },
    { type: "message.bounced", messageId: d, occurredAt: at(7), data: { kind: "hard", category: "no_mailbox" } },
    { type: "message.complained", messageId: e, occurredAt: at(8), data: { source: "postmark" } },
  ]);
  return campaign;
}

async function reportOf(ctx: Ctx, campaignId: string) {
  return {
    report: await getCampaignReport({ ...ctx, now: () => START }, campaignId),
    breakdown: await getCampaignBreakdown(ctx, campaignId),
    feedback: await getCampaignFeedback(ctx, campaignId),
  };
}

test("a report is the same when addresses were shortened, and when its events are gone", async () => {
  const ctx = await testWorkspace();
  const { campaignId } = await reportedCampaign(ctx);
  const before = await reportOf(ctx, campaignId);
  expect(before.breakdown.clients).toContainEqual({ name: "Chrome", opens: 1 });
  expect(before.feedback).toMatchObject({
    bounces: [{ category: "no_mailbox", count: 1 }],
    deferrals: [{ category: "greylisted", count: 1 }],
    complaints: [{ source: "postmark", count: 1 }],
  });
  const stored = () =>
    prisma.event.findMany({
      where: { workspaceId: ctx.workspaceId, type: "message.opened" },
      orderBy: { id: "asc" },
      select: { ip: true, userAgent: true },
    });
  await run(80);
  expect((await stored())[0]).toEqual({ ip: "203.0.113.77", userAgent: agents[0] });
  expect(
    await previewRetention({ ...(await operator(ctx)), now: later(130).now }, { kind: "event-addresses" }),
  ).toEqual([{ kind: "event-addresses", rows: 5, isAtLeast: false }]);
  await run(130, { pieceRows: 2 });
  expect(await stored()).toEqual([
    { ip: "203.0.113.0/24", userAgent: "Chrome; Phone" },
    { ip: "203.0.113.0/24", userAgent: "Chrome; Phone" },
    { ip: "2001:db8:1::/48", userAgent: "Thunderbird; Desktop" },
    { ip: "203.0.113.0/24", userAgent: null },
  ]);
  expect(await reportOf(ctx, campaignId)).toEqual(before);

  await run(26 * 31);
  expect(await prisma.event.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  expect(await reportOf(ctx, campaignId)).toEqual(before);
  const { numbers } = await prisma.campaignKept.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  expect(JSON.stringify(numbers), "nobody is named").not.toContain("@");
});

test("events stay while the numbers of a report about them could not be kept, also when that was in an earlier slice", async () => {
  const ctx = await testWorkspace();
  const { campaignId } = await reportedCampaign(ctx);
  const before = await reportOf(ctx, campaignId);
  const left = () => prisma.event.count({ where: { workspaceId: ctx.workspaceId } });
  const events = await left();
  const keeping = vi.spyOn(dropOldEvents[0]!, "work").mockRejectedValue(new Error("no room"));
  try {
    await expect(run(26 * 31)).rejects.toThrow("no room");
    expect(await left()).toBe(events);
  } finally {
    keeping.mockRestore();
  }
  const place = { kind: "events", step: 1, after: null, failed: true } as const;
  await expect(enforceRetention(later(26 * 31), { from: place })).rejects.toThrow("Not all of events");
  expect(await left()).toBe(events);
  await run(26 * 31);
  expect(await left()).toBe(0);
  expect(await reportOf(ctx, campaignId)).toEqual(before);
});

test("a slice that ends early is taken up where it was, and rows are touched in pieces", async () => {
  const ctx = await testWorkspace();
  const rows = Array.from({ length: 7 }, () => ({
    ...{ workspaceId: ctx.workspaceId, id: newId(), kind: "x.y", title: "x" },
    createdAt: START,
  }));
  await prisma.notification.createMany({ data: rows });
  const left = () => prisma.notification.count({ where: { workspaceId: ctx.workspaceId } });
  let place: RetentionPlace | null = { kind: "notifications", step: 0, after: null };
  await prisma.retentionRun.upsert({
    where: { kind: "notifications" },
    create: { kind: "notifications", startedAt: START, workedAt: START },
    update: { finishedAt: null, workedAt: START, rows: 0 },
  });
  // It is past at once: nothing is done, and it says where to go on.
  expect(await enforceRetention(later(300), { from: place, sliceMs: 0 })).toEqual(place);
  expect(await left()).toBe(7);
  const piece = { before: later(100).now(), limit: 2 };
  expect(await retentionSteps.notifications[0]!.work(ctx, piece)).toEqual({ changed: 2, done: false });
  expect(await left()).toBe(5);
  place = await enforceRetention(later(300), { from: place, pieceRows: 2 });
  expect(place).toBeNull();
  expect(await left()).toBe(0);
  const done = await prisma.retentionRun.findUniqueOrThrow({ where: { kind: "notifications" } });
  expect(done.rows).toBeGreaterThanOrEqual(5n);
  expect(done.finishedAt).not.toBeNull();
});

test("while one worker is at it another one does nothing; a kind that fails does not keep the others", async () => {
  const ctx = await testWorkspace();
  const at = later(900);
  const add = () =>
    prisma.notification.create({
      data: { workspaceId: ctx.workspaceId, id: newId(), kind: "x.y", title: "x", createdAt: START },
    });
  const left = () => prisma.notification.count({ where: { workspaceId: ctx.workspaceId } });
  await add();
  await prisma.retentionRun.update({ where: { kind: "audit" }, data: { finishedAt: null, workedAt: at.now() } });
  expect(await enforceRetention(at, { from: null })).toBeNull();
  expect(await left()).toBe(1);
  await prisma.retentionRun.update({
    where: { kind: "audit" },
    data: { workedAt: new Date(at.now().getTime() - DAY_MS) },
  });
  await prisma.$executeRawUnsafe("alter table captured_message rename to captured_elsewhere");
  try {
    await expect(enforceRetention(at, { from: null })).rejects.toThrow("captured_message");
  } finally {
    await prisma.$executeRawUnsafe("alter table captured_elsewhere rename to captured_message");
  }
  expect(await left()).toBe(0);
});

test("an operator sets how long, within limits, and the log says who; nobody else may look", async () => {
  const ctx = await testWorkspace();
  const op = await operator(ctx);
  const of = async (kind: RetentionKindName) => (await findRetention(op)).items.find((item) => item.kind === kind)!;
  expect(await of("audit")).toMatchObject({ keep: 1095, saidBy: "usual", begins: null });
  await changeRetention(op, { kind: "audit", keep: null });
  await changeRetention(op, { kind: "audit", keep: null });
  expect(await of("audit")).toMatchObject({ keep: null, saidBy: "operator" });
  const events = await prisma.securityEvent.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(events).toMatchObject([
    { kind: "installation.retention_changed", actorId: op.userId, detail: { before: "3 years", after: "for good" } },
  ]);
  for (const wrong of [
    { kind: "audit", keep: 364 },
    { kind: "audit", keep: 3651 },
    { kind: "sessions", keep: null },
    { kind: "job-history", keep: 8 },
    { kind: "audit", keep: 400.5 },
    { kind: "contacts", keep: 400 },
  ]) {
    await expect(changeRetention(op, wrong), JSON.stringify(wrong)).rejects.toThrow();
  }
  for (const keep of ["1e6", "364", "99999999999", "-1", "1.5", "x"]) {
    const asked = previewRetention(op, { kind: "audit", keep });
    await expect(asked, keep).rejects.toMatchObject({ name: "ZodError" });
  }
  await expect(previewRetention(op, { keep: "400" })).rejects.toMatchObject({ name: "ZodError" });
  expect(await previewRetention(op, { kind: "audit", keep: "400" })).toMatchObject([{ kind: "audit" }]);
  const owner = await testMember(ctx, "owner");
  const asks = [
    () => findRetention(owner),
    () => previewRetention(owner, {}),
    () => changeRetention(owner, { kind: "audit", keep: 400 }),
  ];
  for (const ask of asks) await expect(ask()).rejects.toMatchObject({ code: "not_found" });
});

test("after an upgrade two weeks are left before anything new goes; what went before goes on", async () => {
  const ctx = await testWorkspace();
  const op = await operator(ctx);
  await prisma.installationSetting.deleteMany({ where: { name: "retention" } });
  const add = async (days: number) => {
    const { id } = await testContact(ctx);
    await prisma.auditEntry.create({
      data: {
        ...{ workspaceId: ctx.workspaceId, id: newId(START.getTime() + days * DAY_MS - 1), action: "x.y" },
        ...{ actorType: "system", actorName: "x", subjectType: "contact", subjectId: id, createdAt: START },
      },
    });
    await prisma.notification.create({
      data: { workspaceId: ctx.workspaceId, id: newId(), kind: "x.y", title: "x", createdAt: START },
    });
    await prisma.apiAnswer.create({
      data: {
        ...{ workspaceId: ctx.workspaceId, apiKeyId: newId(), idempotencyKey: "x", operation: "upsertContact" },
        ...{ requestHash: "x", status: 200, body: "{}", createdAt: START },
      },
    });
  };
  await add(0);
  const left = async () => [
    await prisma.auditEntry.count({ where: { workspaceId: ctx.workspaceId } }),
    await prisma.notification.count({ where: { workspaceId: ctx.workspaceId } }),
    await prisma.apiAnswer.count({ where: { workspaceId: ctx.workspaceId } }),
  ];
  await run(1500);
  expect(await left()).toEqual([1, 0, 0]);
  const begins = later(1514).now().toISOString();
  expect(
    (await findRetention({ ...op, now: later(1505).now })).items.find(({ kind }) => kind === "audit"),
  ).toMatchObject({ begins });
  await run(1513);
  expect((await left())[0]).toBe(1);
  await run(1515);
  expect(await left()).toEqual([0, 0, 0]);
});

test("sizes are sampled once a day, with their growth in a month", async () => {
  const op = await operator(await testWorkspace());
  const live = await findRetention(op);
  expect(live).toMatchObject({ measuredOn: null });
  expect(live.bytes).toBeGreaterThan(1_000_000);
  await sampleTables(later(-410));
  for (const days of [-10, 0, 0]) await sampleTables(later(days));
  await prisma.tableSize.updateMany({
    where: { tableName: "audit_entry", day: { lt: new Date(START.getTime() - DAY_MS) } },
    data: { bytes: 0 },
  });
  const { items, measuredOn } = await findRetention(op);
  expect(measuredOn).toBe(START.toISOString().slice(0, 10));
  const audit = items.find(({ kind }) => kind === "audit")!;
  expect(audit.bytes).toBeGreaterThan(0);
  expect(audit.bytesPerMonth).toBe(audit.bytes! * 3);
  expect(items.find(({ kind }) => kind === "events")!.bytes, "with its months").toBeGreaterThan(100_000);
  expect(items.find(({ kind }) => kind === "event-addresses")!.bytes).toBeNull();
  const days = await prisma.tableSize.groupBy({ by: ["day"] });
  expect(days, "older ones are forgotten").toHaveLength(2);
});

test("rows are not known, and not none, until PostgreSQL has looked at a table", async () => {
  const rows = async () => (await measureTables({ db: prisma })).find(({ name }) => name === "unlooked")?.rows;
  await prisma.$executeRaw`create table unlooked (n int)`;
  expect(await rows(), "empty").toBe(0n);
  await prisma.$executeRaw`insert into unlooked select generate_series(1, 100)`;
  expect(await rows()).toBe(BigInt(UNKNOWN_ROWS));
  await prisma.$executeRawUnsafe("analyze unlooked");
  expect(await rows()).toBe(100n);
  await prisma.$executeRaw`drop table unlooked`;
});

test("the job does it all and puts the next slice in the queue", async () => {
  await keepLimitsJob.runStored({ workspaceId: "" });
  const ctx = { ...later(0), endBy: new Date() };
  await keepLimitsJob.run(ctx, { workspaceId: "", from: { kind: "provider-calls", step: 0, after: null } });
  const rows = await prisma.$queryRaw<{ data: unknown }[]>`
    select data from queue.job where name = 'retention.keep-limits' and state < 'active'`;
  expect(rows).toContainEqual({ data: { workspaceId: "", from: { kind: "provider-calls", step: 0, after: null } } });
});
