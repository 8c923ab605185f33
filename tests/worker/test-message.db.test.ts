import PostalMime from "postal-mime";
import { expect, test } from "vitest";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { sendTestMessage, type TestMessage } from "@/lib/sending/send-test-message";
import { suppress } from "@/lib/suppressions/suppress";
import type { CompiledContent } from "@/lib/templates/compile";
import { launchedCampaign } from "./sending-fixture";

async function draft(): Promise<{ campaign: Awaited<ReturnType<typeof launchedCampaign>>; message: TestMessage }> {
  const campaign = await launchedCampaign(0);
  const where = { workspaceId: campaign.ctx.workspaceId };
  const variant = await campaign.ctx.db.campaignVariant.findFirstOrThrow({ where });
  const message: TestMessage = {
    campaign: { id: campaign.campaignId, name: "News" },
    compiled: variant.compiled as unknown as CompiledContent,
    author: { fromName: variant.fromName, fromEmail: variant.fromEmail, replyTo: null },
    to: "Boss@Example.com",
    contact: { email: "ada@example.net", firstName: "Ada", lastName: null, fields: {} },
  };
  return { campaign, message };
}

test("a test shows another contact's values, leads straight to its links and is in no numbers", async () => {
  const { campaign, message } = await draft();
  const transport = new MemoryTransport();
  const result = await sendTestMessage(campaign.ctx, message, () => transport);
  expect(result).toEqual({ to: "Boss@example.com", accepted: true, reply: "250 2.0.0 OK" });
  const mail = await PostalMime.parse(transport.messages[0]!.raw);
  expect(mail.subject).toBe("[Test] Hello Ada");
  expect(mail.to?.[0]?.address).toBe("Boss@example.com");
  expect(mail.html).toContain('href="https://shop.example.com/"');
  const scope = { workspaceId: campaign.ctx.workspaceId };
  expect(await campaign.ctx.db.message.findMany({ where: scope })).toMatchObject([
    { kind: "test", testCampaignId: campaign.campaignId, campaignId: null, contactId: null, status: "sent" },
  ]);
  expect(await campaign.ctx.db.campaignTotals.findFirst({ where: scope })).toBeNull();
});

test("a refused test says why and is not tried again", async () => {
  const { campaign, message } = await draft();
  const transport = new MemoryTransport({ reply: () => "451 4.7.1 Greylisted" });
  const result = await sendTestMessage(campaign.ctx, message, () => transport);
  expect(result).toMatchObject({ accepted: false, reply: "451 4.7.1 Greylisted" });
  const row = await campaign.ctx.db.message.findFirstOrThrow({ where: { workspaceId: campaign.ctx.workspaceId } });
  expect(row).toMatchObject({ status: "failed", nextAttemptAt: null });
});

test("nobody who is suppressed gets a test", async () => {
  const { campaign, message } = await draft();
  await suppress(campaign.ctx, { email: "boss@example.com", reason: "complaint" });
  const transport = new MemoryTransport();
  await expect(sendTestMessage(campaign.ctx, message, () => transport)).rejects.toMatchObject({ code: "invalid" });
  expect(transport.messages).toEqual([]);
});
