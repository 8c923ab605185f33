import { expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { prisma } from "@/lib/db/client";
import { newId } from "@/lib/db/ids";
import { testContact, testList, testWorkspace } from "@/tests/support/db";
import { endOfRange } from "./audience-range";
import { type FreezeTarget, freezePiece } from "./freeze-audience";
import { type FreezeState, firstFreezeState } from "./freeze-state";

async function audienceOfList(people: number, each: (index: number) => { lastActivityAt?: Date; timeZone?: string }) {
  const ctx = await testWorkspace();
  const list = await testList(ctx);
  for (let index = 0; index < people; index++) {
    const { id } = await testContact(ctx, { listIds: [list.id] });
    await prisma.contact.update({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } }, data: each(index) });
  }
  const campaignId = newId();
  const variantId = newId();
  await prisma.campaign.create({ data: { workspaceId: ctx.workspaceId, id: campaignId, name: "News" } });
  const author = { fromName: "A", fromEmail: "a@example.com", subject: "Hi", compiled: {}, bytes: 1 };
  await prisma.campaignVariant.create({
    data: { workspaceId: ctx.workspaceId, id: variantId, campaignId, ...author },
  });
  const audience = {
    include: { lists: [list.id], segments: [], tags: [] },
    exclude: { lists: [], segments: [] },
  };
  return { ctx, target: { campaignId, audience, zoneDueAt: null } as FreezeTarget, variantId };
}

async function freezeAll(ctx: Ctx, target: FreezeTarget, first: FreezeState, size: number) {
  let state = first;
  let pieces = 0;
  while (!state.done) {
    state = await freezePiece(ctx, target, state, size);
    pieces += 1;
  }
  return { state, pieces };
}

const messagesOf = (ctx: Ctx) =>
  prisma.message.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });
const batchesOf = (ctx: Ctx) =>
  prisma.campaignBatch.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { position: "asc" } });

test("piece by piece everybody is in it once, in batches whose ranges follow each other", async () => {
  const { ctx, target, variantId } = await audienceOfList(11, () => ({}));
  const { state, pieces } = await freezeAll(ctx, target, firstFreezeState(variantId), 3);
  expect(pieces).toBe(4);
  expect(state).toMatchObject({ done: true, total: 11, pending: 11, batches: 4 });
  expect(new Set((await messagesOf(ctx)).map((message) => message.contactId)).size).toBe(11);
  const batches = await batchesOf(ctx);
  expect(batches.map((batch) => batch.size).reduce((sum, size) => sum + size, 0)).toBe(11);
  for (const [index, batch] of batches.entries()) {
    const next = batches[index + 1];
    if (next) expect(batch.lastMessageId < next.firstMessageId).toBe(true);
  }
});

test("people who are not meant make no pieces: a few among many are one, by list, by tag or by both", async () => {
  const { ctx, target, variantId } = await audienceOfList(3, () => ({}));
  const tagId = newId();
  await prisma.tag.create({ data: { workspaceId: ctx.workspaceId, id: tagId, name: "vip" } });
  for (let index = 0; index < 9; index++) {
    const { id: contactId } = await testContact(ctx, { listIds: [(await testList(ctx)).id] });
    if (index % 4 === 0) await prisma.contactTag.create({ data: { workspaceId: ctx.workspaceId, contactId, tagId } });
  }
  const include = target.audience.include;
  const audienceOf = (lists: string[], tags: string[]) => ({
    ...target.audience,
    include: { ...include, lists, tags },
  });
  const endOf = (lists: string[], tags: string[], size: number) => endOfRange(ctx, audienceOf(lists, tags), null, size);
  expect(await endOf(include.lists, [], 4)).toBeNull();
  expect(await endOf([], [tagId], 4)).toBeNull();
  expect(await endOf(include.lists, [tagId], 7)).toBeNull();
  const both = { ...target, audience: audienceOf(include.lists, [tagId]) };
  const { state, pieces } = await freezeAll(ctx, both, firstFreezeState(variantId), 4);
  expect(pieces).toBe(2);
  expect(state).toMatchObject({ done: true, total: 6, pending: 6 });
});

test("a clock set back between two pieces makes no two ranges overlap", async () => {
  const { ctx, target, variantId } = await audienceOfList(4, () => ({}));
  const first = await freezePiece(ctx, target, firstFreezeState(variantId), 2);
  // What the first piece wrote is from a clock an hour ahead of ours.
  const [ahead] = await prisma.$queryRaw<{ id: string }[]>`select uuidv7(interval '1 hour')::text as id`;
  const { state } = await freezeAll(ctx, target, { ...first, lastId: ahead!.id }, 2);
  const later = (await messagesOf(ctx)).slice(2).map((message) => message.id);
  expect(later).toHaveLength(2);
  for (const id of later) expect(id > ahead!.id).toBe(true);
  expect(state.lastId! > ahead!.id).toBe(true);
});

test("while a domain warms up the most engaged come first, and nobody is missed who changes meanwhile", async () => {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
  const activity = [undefined, ago(200), ago(2), ago(60), undefined, ago(10)];
  const { ctx, target, variantId } = await audienceOfList(
    6,
    (index) => ({ lastActivityAt: activity[index] }) as object,
  );
  const first = firstFreezeState(variantId, { engagedFirst: true });
  let state = await freezePiece(ctx, target, first, 100);
  expect(state).toMatchObject({ part: 1, total: 2, done: false });
  // Somebody of the last degree opens a mail now: too late for the first pass, in time for the last one.
  await prisma.contact.updateMany({
    where: { workspaceId: ctx.workspaceId, lastActivityAt: null },
    data: { lastActivityAt: new Date() },
  });
  while (!state.done) state = await freezePiece(ctx, target, state, 100);
  expect(state).toMatchObject({ total: 6, pending: 6 });
  const contacts = await prisma.contact.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  const order = (await messagesOf(ctx)).map((message) =>
    contacts.findIndex((contact) => contact.id === message.contactId),
  );
  expect(order.slice(0, 2).sort()).toEqual([2, 5]);
});

test("at everybody's own time each zone has batches that come due when its hour comes", async () => {
  const zones = ["Europe/Berlin", "America/New_York", undefined, "Europe/Berlin", "America/New_York"];
  const { ctx, target, variantId } = await audienceOfList(5, (index) => ({ timeZone: zones[index] }) as object);
  const due: Record<string, Date> = {
    "Europe/Berlin": new Date("2030-01-01T08:00:00Z"),
    "America/New_York": new Date("2030-01-01T14:00:00Z"),
    none: new Date("2030-01-01T09:00:00Z"),
  };
  const zoneDueAt = (zone: string | null) => due[zone ?? "none"]!;
  await freezeAll(ctx, { ...target, zoneDueAt }, firstFreezeState(variantId), 100);
  const batches = await batchesOf(ctx);
  expect(batches.map((batch) => [batch.dueAt!.toISOString(), batch.size]).sort()).toEqual([
    ["2030-01-01T08:00:00.000Z", 2],
    ["2030-01-01T09:00:00.000Z", 1],
    ["2030-01-01T14:00:00.000Z", 2],
  ]);
});
