import { expect, test } from "vitest";
import { newId } from "@/lib/base/db/ids";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { RollUpChanges } from "@/lib/events/roll-ups/roll-up-changes";
import { applyRollUps } from "@/lib/events/roll-ups/roll-up-sql";
import type { TransportOutcome } from "@/lib/mail/transport";
import { recordAccepted } from "@/lib/sending/engine/record-accepted";
import { type LaunchedCampaign, launchedCampaign } from "./sending-fixture";

const EARLIER = new Date("2026-11-01T10:00:00Z");
const NOW = new Date("2026-11-01T12:30:00Z");

/** What a message may look like when its acceptance is recorded. */
const states = [
  { status: "sending", attemptCount: 1 },
  { status: "pending" },
  { status: "deferred", attemptCount: 1 },
  { status: "unconfirmed", attemptCount: 1, sentAt: EARLIER },
  { status: "unconfirmed", attemptCount: 1, sentAt: EARLIER, deliveredAt: EARLIER },
  { status: "sending", attemptCount: 1, bouncedAt: EARLIER, bounceKind: "hard" },
  { status: "sending", attemptCount: 1, failedAt: EARLIER },
  { status: "cancelled" },
] as const;

async function inTheseStates(): Promise<LaunchedCampaign & { outcomes: TransportOutcome[] }> {
  const campaign = await launchedCampaign(states.length);
  const { workspaceId, db } = campaign.ctx;
  const messages = await db.message.findMany({ where: { workspaceId }, orderBy: { id: "asc" } });
  for (const [index, { id }] of messages.entries()) {
    await db.message.update({ where: { workspaceId_id: { workspaceId, id } }, data: states[index]! });
  }
  const reply = { code: 250, enhanced: "2.0.0", text: "250 2.0.0 Ok", providerId: null, startedAt: NOW, endedAt: NOW };
  return { ...campaign, outcomes: messages.map(({ id }) => ({ messageId: id, result: "accepted", ...reply })) };
}

/** Everything that recording leaves behind, without what differs from campaign to campaign. */
async function after({ ctx, outcomes }: Awaited<ReturnType<typeof inTheseStates>>, knowsOld: boolean) {
  const { workspaceId, db } = ctx;
  const transport = { id: null, kind: "smtp", acceptsForRecipient: true } as const;
  const count = await inPgTransaction(
    workspaceId,
    async (tx) => {
      const changes = new RollUpChanges();
      const recorded = await recordAccepted(tx, outcomes, { transport, retry: true }, changes, knowsOld);
      await applyRollUps(tx, changes);
      return recorded;
    },
    { byKey: true },
  );
  const rows = { where: { workspaceId } };
  const plain = ({ workspaceId: _, campaignId: __, ...rest }: { workspaceId: string; campaignId: string }) => rest;
  const messages = await db.message.findMany({ ...rows, orderBy: { id: "asc" } });
  return {
    count,
    messages: messages.map(({ status, sentAt, deliveredAt, attemptCount }) => [
      status,
      sentAt,
      deliveredAt,
      attemptCount,
    ]),
    totals: (await db.campaignTotals.findMany(rows)).map(plain),
    hourly: (await db.campaignHourly.findMany({ ...rows, orderBy: { hour: "asc" } })).map(plain),
    daily: (await db.workspaceDaily.findMany({ ...rows, orderBy: { day: "asc" } })).map(({ sent, delivered }) => [
      sent,
      delivered,
    ]),
    attempts: await db.messageAttempt.count(rows),
  };
}

test("a server that does not answer old rows counts as one that does", async ({ skip }) => {
  const one = await inTheseStates();
  const [{ major } = { major: 0 }] = await one.ctx.db.$queryRaw<{ major: number }[]>`
    select current_setting('server_version_num')::int / 10000 as major`;
  const locked = await after(one, false);
  expect(locked.count).toBe(states.length - 1);
  expect(locked.messages.map(([status]) => status)).toEqual([...Array(7).fill("sent"), "cancelled"]);
  expect(locked.totals).toMatchObject([{ sent: 4, delivered: 4 }]);
  if (major < 18) skip("this server does not answer old rows");
  expect(await after(await inTheseStates(), true)).toEqual(locked);
});

test("who changes a row meanwhile is waited for, and counted once", async () => {
  const campaign = await inTheseStates();
  const { workspaceId, db } = campaign.ctx;
  const first = campaign.outcomes[0]!.messageId;
  let recording: ReturnType<typeof after> | undefined;
  // An open has proved meanwhile that the first message arrived, and has counted it.
  await inPgTransaction(workspaceId, async (tx) => {
    await tx.db.$executeRawUnsafe(
      "update message set sent_at = $3, delivered_at = $3 where workspace_id = $1::uuid and id = $2::uuid",
      workspaceId,
      first,
      EARLIER,
    );
    recording = after(campaign, false);
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  const { totals } = await recording!;
  expect(totals).toMatchObject([{ sent: 3, delivered: 3 }]);
  const message = await db.message.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: first } } });
  expect(message).toMatchObject({ status: "sent", sentAt: EARLIER, deliveredAt: EARLIER });
});

test("what is accepted is left for other programs in the same transaction, where one wants it", async () => {
  const [unheard, heard] = [await inTheseStates(), await inTheseStates()];
  const { workspaceId, db } = heard.ctx;
  await db.webhookLane.create({ data: { workspaceId, endpointId: newId(), eventTypes: ["message.delivered"] } });
  for (const campaign of [unheard, heard]) await after(campaign, false);
  const left = (of: typeof heard) => db.eventOutbox.findMany({ where: { workspaceId: of.ctx.workspaceId } });
  expect(await left(unheard)).toEqual([]);
  const ids = heard.outcomes.map(({ messageId }) => messageId);
  expect(await left(heard)).toMatchObject([{ kind: "delivered", refs: ids }]);
});
