import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { cutPiece, type FreezeTarget, freezePiece } from "@/lib/campaigns/freeze/freeze-audience";
import {
  type FreezePiece,
  type FreezeState,
  firstFreezeState,
  hasNextPiece,
  isFrozen,
  withPiece,
} from "@/lib/campaigns/freeze/freeze-state";
import { endOfRange } from "@/lib/people/audiences/audience-range";
import { testContact, testList, testWorkspace } from "@/tests/support/db";

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

/** Gives out and writes one piece. */
async function freezeOne(ctx: Ctx, target: FreezeTarget, before: FreezeState, size: number): Promise<FreezeState> {
  const { state, piece } = await cutPiece(ctx, target, before, size);
  return withPiece(state, piece, await freezePiece(ctx, target, state, piece, size));
}

async function freezeAll(ctx: Ctx, target: FreezeTarget, first: FreezeState, size: number): Promise<FreezeState> {
  let state = first;
  while (!isFrozen(state)) state = await freezeOne(ctx, target, state, size);
  return state;
}

const messagesOf = (ctx: Ctx) =>
  prisma.message.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });
const batchesOf = (ctx: Ctx) =>
  prisma.campaignBatch.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { position: "asc" } });

test("piece by piece everybody is in it once, in batches whose ranges follow each other", async () => {
  const { ctx, target, variantId } = await audienceOfList(11, () => ({}));
  const state = await freezeAll(ctx, target, firstFreezeState(variantId), 3);
  expect(state).toMatchObject({ pieces: 4, total: 11, pending: 11, batches: 4 });
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
  const state = await freezeAll(ctx, both, firstFreezeState(variantId), 4);
  expect(state).toMatchObject({ pieces: 2, total: 6, pending: 6 });
});

test("pieces written in any order, whatever the clock says, make ranges that do not overlap and hold all who wait", async () => {
  const { ctx, target, variantId } = await audienceOfList(9, () => ({}));
  const someContact = await prisma.contact.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  await prisma.suppression.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      emailNormalized: someContact.emailNormalized,
      reason: "manual",
    },
  });
  let state = firstFreezeState(variantId, { now: new Date("2031-01-01T00:00:00Z") });
  const pieces: FreezePiece[] = [];
  while (hasNextPiece(state)) {
    const next = await cutPiece(ctx, target, state, 4);
    state = next.state;
    pieces.push(next.piece);
  }
  expect(pieces).toHaveLength(3);
  for (const piece of pieces.reverse()) {
    expect(isFrozen(state)).toBe(false);
    state = withPiece(state, piece, await freezePiece(ctx, target, state, piece, 4));
  }
  expect(isFrozen(state)).toBe(true);
  expect(state).toMatchObject({ total: 9, pending: 8, open: [] });
  const batches = await batchesOf(ctx);
  expect(batches.map(({ firstMessageId }) => firstMessageId)).toEqual(
    batches.map(({ firstMessageId }) => firstMessageId).sort(),
  );
  for (const [index, batch] of batches.entries())
    if (index > 0) expect(batches[index - 1]!.lastMessageId < batch.firstMessageId).toBe(true);
  const messages = await messagesOf(ctx);
  const batchesOfMessage = (id: string) =>
    batches.filter(({ firstMessageId, lastMessageId }) => firstMessageId <= id && id <= lastMessageId);
  for (const { id, status } of messages) {
    expect(id).toMatch(/^01c03276-e00[0-9a-f]-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    if (status === "pending") expect(batchesOfMessage(id)).toHaveLength(1);
  }
});

test("while a domain warms up the most engaged come first, and nobody is missed who changes meanwhile", async () => {
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
  const activity = [undefined, ago(200), ago(2), ago(60), undefined, ago(10)];
  const { ctx, target, variantId } = await audienceOfList(
    6,
    (index) => ({ lastActivityAt: activity[index] }) as object,
  );
  const first = firstFreezeState(variantId, { engagedFirst: true });
  const given = await cutPiece(ctx, target, first, 100);
  // The next pass looks at who is in: it waits for this one.
  expect(hasNextPiece(given.state)).toBe(false);
  let state = withPiece(given.state, given.piece, await freezePiece(ctx, target, given.state, given.piece, 100));
  expect(state).toMatchObject({ part: 1, total: 2 });
  // Somebody of the last degree opens a mail now: too late for the first pass, in time for the last one.
  await prisma.contact.updateMany({
    where: { workspaceId: ctx.workspaceId, lastActivityAt: null },
    data: { lastActivityAt: new Date() },
  });
  state = await freezeAll(ctx, target, state, 100);
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
