import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { recordEvents } from "@/lib/events/door/record-events";
import { createEndpoint } from "@/lib/inbound/provider-webhooks/create-endpoint";
import { suppressMany } from "@/lib/people/suppressions/suppress";
import { testMember, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { getMessage } from "./get-message";
import { previewMessage } from "./message-preview";
import { rawSource } from "./raw-source";

async function inboundMail(ctx: Ctx, messageId: string | null, raw: string | Buffer): Promise<string> {
  const id = newId();
  await prisma.inboundMessage.create({
    data: {
      id,
      workspaceId: ctx.workspaceId,
      messageId,
      envelopeFrom: "",
      envelopeTo: "b@example.com",
      raw: Buffer.from(raw),
      processedAt: new Date(),
      kind: "dsn",
    },
  });
  return publicId("inb", id);
}

test("a message is told with campaign, subject, bounce, suppression and what blocks the address", async () => {
  const ctx = await testWorkspace();
  const { messages, campaignId } = await sentCampaign(ctx);
  const [one] = messages;
  const messageId = publicId("msg", one!.id);
  const data = {
    kind: "hard",
    category: "invalid_recipient",
    code: "550",
    status: "5.1.1",
    reply: "550 5.1.1 no",
  } as const;
  await recordEvents(ctx, [{ type: "message.bounced", occurredAt: new Date(), messageId: one!.id, data }]);
  await suppressMany(ctx, [{ emailNormalized: one!.email, reason: "hard_bounce", messageId: one!.id }]);
  const view = await getMessage(ctx, { messageId });
  expect(view).toMatchObject({
    id: messageId,
    place: "bounced",
    subject: "Hello",
    from: "Acme <news@example.com>",
    campaign: { id: publicId("cmp", campaignId), name: "Spring news" },
    contactId: publicId("ctc", one!.contactId),
    suppression: { reason: "hard_bounce", byThis: true },
    hasPreview: true,
    cut: false,
  });
  expect(view.steps.at(-1)).toMatchObject({
    type: "message.bounced",
    reply: { code: "550", status: "5.1.1", text: "550 5.1.1 no" },
  });
});

test("the preview holds the recipient's words, no pixel, no tracked and no acting link", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx);
  const { html } = await previewMessage(ctx, { messageId: publicId("msg", messages[0]!.id) });
  expect(html).toContain("Hi Ada &amp; Co");
  expect(html).toContain("https://example.com/a");
  expect(html).toContain("b?name=Ada%20%26%20Co");
  expect(html).not.toMatch(/homing\.test|\/t\//);
});

test("nobody reads a message, its preview or its sources from another workspace", async () => {
  const [own, other] = [await testWorkspace(), await testWorkspace()];
  const { messages } = await sentCampaign(other);
  const messageId = publicId("msg", messages[0]!.id);
  const source = await inboundMail(other, messages[0]!.id, "secret");
  const no = { code: "not_found" };
  await expect(getMessage(own, { messageId })).rejects.toMatchObject(no);
  await expect(previewMessage(own, { messageId })).rejects.toMatchObject(no);
  await expect(rawSource(own, { messageId, source })).rejects.toMatchObject(no);
  const mine = await sentCampaign(own);
  const ownId = publicId("msg", mine.messages[0]!.id);
  await expect(rawSource(own, { messageId: ownId, source })).rejects.toMatchObject(no);
});

test("the raw mail comes as text, only for its own message and only to those who work with contacts", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx, { recipients: 2 });
  const [one, two] = messages.map(({ id }) => publicId("msg", id));
  const raw = "From: <>\r\nSubject: <script>alert(1)</script>\r\n\r\n\xfftext";
  const source = await inboundMail(ctx, messages[0]!.id, Buffer.from(raw, "latin1"));
  const shown = await rawSource(ctx, { messageId: one!, source });
  expect(shown).toMatchObject({
    head: [
      ["Envelope from", "<>"],
      ["Envelope to", "b@example.com"],
    ],
    cut: false,
  });
  expect(shown.text).toContain("<script>alert(1)</script>");
  await expect(rawSource(ctx, { messageId: two!, source })).rejects.toMatchObject({ code: "not_found" });
  const analyst = await testMember(ctx, "analyst");
  await expect(rawSource(analyst, { messageId: one!, source })).rejects.toMatchObject({ code: "forbidden" });
});

test("a provider's call is shown for the message whose event came from it", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx, { recipients: 2 });
  const endpoint = await createEndpoint(ctx, { provider: "postmark", name: "Postmark EU" });
  const id = newId();
  await prisma.providerCall.create({
    data: {
      workspaceId: ctx.workspaceId,
      id,
      endpointId: endpoint.id,
      receivedAt: new Date(),
      status: "processed",
      headers: { "content-type": "application/json" },
      body: Buffer.from('{"RecordType":"Bounce"}'),
      bodyBytes: 23,
    },
  });
  const data = { kind: "soft", source: "postmark", raw: { table: "provider_call", id } } as const;
  await recordEvents(ctx, [{ type: "message.bounced", occurredAt: new Date(), messageId: messages[0]!.id, data }]);
  const source = publicId("pcl", id);
  const messageId = publicId("msg", messages[0]!.id);
  expect((await getMessage(ctx, { messageId })).steps.at(-1)?.raw).toBe(source);
  expect(await rawSource(ctx, { messageId, source })).toMatchObject({
    title: "Call of Postmark EU",
    head: [["content-type", "application/json"]],
    text: '{"RecordType":"Bounce"}',
  });
  const other = publicId("msg", messages[1]!.id);
  await expect(rawSource(ctx, { messageId: other, source })).rejects.toMatchObject({ code: "not_found" });
});
