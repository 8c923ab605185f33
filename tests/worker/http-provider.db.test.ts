import { afterEach, expect, test } from "vitest";
import { newId } from "@/lib/base/db/ids";
import { openResend } from "@/lib/mail/transports/resend";
import { sendBatch } from "@/lib/sending/engine/send-batch";
import { sealConfig } from "@/lib/sending/transports/transport-config";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import { resumed } from "@/lib/sending/transports/transport-state";
import { type ResendPeer, resendPeer } from "@/tests/support/resend-peer";
import { type LaunchedCampaign, launchedCampaign, makeDue, statuses, through, verifyDomains } from "./sending-fixture";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A campaign that leaves by a transport of its own at Resend. */
async function atResend(
  people: number,
): Promise<{ campaign: LaunchedCampaign; peer: ResendPeer; transportId: string }> {
  const campaign = await launchedCampaign(people);
  const { ctx, campaignId } = campaign;
  await verifyDomains(ctx);
  const sender = await ctx.db.sender.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  const peer = await resendPeer({ domains: [sender.email.split("@")[1] ?? ""] });
  closers.push(() => peer.close());
  const transportId = newId();
  const configSealed = sealConfig({ kind: "resend", settings: { apiKey: "re_good" } });
  const row = { workspaceId: ctx.workspaceId, id: transportId, name: "Resend", kind: "resend" as const, configSealed };
  await ctx.db.transport.create({ data: row });
  await ctx.db.campaign.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } },
    data: { transportId },
  });
  forgetTransports(ctx.workspaceId);
  return { campaign, peer, transportId };
}

const open = (peer: ResendPeer, apiKey = "re_good") =>
  through(openResend({ apiKey, baseUrl: peer.url, askAgainMs: [5, 5, 5] }));

const twice = ({ delivered }: ResendPeer) =>
  delivered.length - new Set(delivered.map(({ messageId }) => messageId)).size;

test("a campaign leaves in batches, and the provider's ids are kept for its events", async () => {
  const { campaign, peer } = await atResend(60);
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, open(peer));
  expect(await statuses(campaign)).toEqual({ sent: 60 });
  expect(peer.requests.length).toBeLessThan(10);
  expect(twice(peer)).toBe(0);
  const kept = await campaign.ctx.db.providerMessage.findMany({ where: { workspaceId: campaign.ctx.workspaceId } });
  expect(kept.map((row) => row.providerId).sort()).toEqual(peer.delivered.map((each) => each.id).sort());
});

test("a wrong key stops the transport; no recipient loses a try", async () => {
  const { campaign, peer, transportId } = await atResend(5);
  const { ctx } = campaign;
  await sendBatch(ctx, campaign.batchIds[0]!, open(peer, "re_wrong"));
  expect(await statuses(campaign)).toEqual({ pending: 5 });
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: transportId } };
  expect(await ctx.db.transport.findUnique({ where })).toMatchObject({ failureKind: "auth", pausedUntil: null });
  expect(await ctx.db.messageAttempt.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  await ctx.db.transport.update({ where, data: resumed });
  forgetTransports(ctx.workspaceId);
  await makeDue(campaign);
  await sendBatch(ctx, campaign.batchIds[0]!, open(peer));
  expect(await statuses(campaign)).toEqual({ sent: 5 });
});

test("what may have been taken is never sent again, the rest leaves once the way is free", async () => {
  const { campaign, peer, transportId } = await atResend(3);
  const { ctx } = campaign;
  peer.faults.push({ status: 422, name: "validation_error" }); // the batch is asked one by one
  peer.faults.push("cut-after", "cut-before", "error-before", "cut-before"); // the first is taken, and nobody says so
  await sendBatch(ctx, campaign.batchIds[0]!, open(peer));
  expect(peer.delivered).toHaveLength(1);
  expect(await statuses(campaign)).toEqual({ unconfirmed: 1, pending: 2 });
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: transportId } };
  expect(await ctx.db.transport.findUnique({ where })).toMatchObject({ failureKind: "network", failureCount: 1 });
  await ctx.db.transport.update({ where, data: resumed });
  forgetTransports(ctx.workspaceId);
  await makeDue(campaign);
  await sendBatch(ctx, campaign.batchIds[0]!, open(peer));
  expect(await statuses(campaign)).toEqual({ unconfirmed: 1, sent: 2 });
  expect(peer.delivered).toHaveLength(3);
  expect(twice(peer)).toBe(0);
});
