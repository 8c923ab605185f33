import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { processInbound } from "@/lib/inbound/mail/process-inbound";
import { storeInbound } from "@/lib/inbound/mail/store-inbound";
import { verpAddress } from "@/lib/mail/mime/verp";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { sendBatch } from "@/lib/sending/engine/send-batch";
import { launchedCampaign, statuses, through } from "@/tests/worker/sending-fixture";

test.each([
  ["NUL", "=?utf-8?Q?stop=00?="],
  ["half a character where it is cut", `=?utf-8?Q?${"x".repeat(199)}=F0=9F=98=80?=`],
])("a mailto unsubscribe counts, whatever its subject holds: %s", async (_what, subject) => {
  const campaign = await launchedCampaign(1);
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(new MemoryTransport()));
  const { id } = await prisma.message.findFirstOrThrow({
    where: { workspaceId: campaign.ctx.workspaceId, campaignId: campaign.campaignId },
  });
  const raw = Buffer.from(`From: a@example.net\r\nSubject: ${subject}\r\n\r\nPlease stop.\r\n`);
  const envelopeTo = verpAddress("unsubscribe", id, "bounces.homing.test");
  const { id: inboundId } = await storeInbound({ route: "smtp", envelopeFrom: "a@example.net", envelopeTo, raw });
  await processInbound(campaign.ctx, { inboundId });
  expect(await prisma.message.findFirst({ where: { workspaceId: campaign.ctx.workspaceId, id } })).toMatchObject({
    unsubscribedAt: expect.any(Date),
  });
});

test.each([
  ["NUL", "250 2.0.0 OK\0"],
  ["half a character where it is cut", `250 2.0.0 ${"x".repeat(989)}😀`],
])("an accepted mail is sent, whatever the reply holds: %s", async (_what, reply) => {
  const campaign = await launchedCampaign(1);
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(new MemoryTransport({ reply: () => reply })));
  expect(await statuses(campaign)).toEqual({ sent: 1 });
});
