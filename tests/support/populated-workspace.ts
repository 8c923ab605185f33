import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { newKey } from "@/lib/edges/api-keys/key-format";
import { createWebhook } from "@/lib/edges/webhooks/create-webhook";
import { testWebhook } from "@/lib/edges/webhooks/test-webhook";
import { createMailbox } from "@/lib/inbound/mail/create-mailbox";
import { createEndpoint } from "@/lib/inbound/provider-webhooks/create-endpoint";
import { testContact, testList, testMember, testWorkspace } from "./db";

/** Words that every row of the workspace carries: they must never reach another tenant. */
export const marker = "SECRET-OF-THE-OTHER-WORKSPACE";

export interface Populated {
  ctx: Ctx;
  /** Route parameter to the public id of a row of this workspace. */
  params: Record<string, string>;
}

/** A single mail that waits. */
async function emailRows({ workspaceId }: Ctx) {
  const now = new Date();
  const [id, messageId] = [newId(), newId()];
  const address = `${marker}@other.example`;
  await prisma.email.create({
    data: { workspaceId, id, fromEmail: address, subject: marker, createdAt: now, tags: { kind: marker } },
  });
  const details = { to: [{ name: marker, address }], cc: [], replyTo: [], headers: [], links: [] };
  await prisma.emailContent.create({
    data: {
      workspaceId,
      emailId: id,
      html: marker,
      text: marker,
      raw: Buffer.from(`Subject: ${marker}\r\n\r\n${marker}`),
      details,
      createdAt: now,
    },
  });
  const recipient = { email: address, emailNormalized: address, emailDomain: "other.example" };
  await prisma.message.create({ data: { workspaceId, id: messageId, kind: "transactional", ...recipient } });
  await prisma.emailRecipient.create({ data: { workspaceId, messageId, emailId: id } });
  await prisma.emailQueue.create({ data: { workspaceId, messageId, dueAt: now } });
  return { id };
}

async function contentRows(ctx: Ctx) {
  const key = () => ({ workspaceId: ctx.workspaceId, id: newId() });
  const tag = await prisma.tag.create({ data: { ...key(), name: marker } });
  const field = await prisma.contactField.create({ data: { ...key(), key: "shoe", label: marker, type: "text" } });
  const rules = { kind: "group", match: "all", rules: [] };
  const segment = await prisma.segment.create({ data: { ...key(), name: marker, rules } });
  const goal = await prisma.goal.create({ data: { ...key(), name: marker, eventName: marker } });
  const view = await prisma.savedView.create({ data: { ...key(), name: marker, search: `query=${marker}` } });
  const binned = await prisma.binEntry.create({
    data: {
      ...key(),
      kind: "segment",
      subjectId: newId(),
      name: marker,
      binned: { description: marker, rules, createdAt: new Date().toISOString() },
      deletedByName: marker,
      deletedAt: new Date(),
    },
  });
  const importJob = await prisma.importJob.create({
    data: {
      ...key(),
      status: "completed",
      fileName: `${marker}.csv`,
      format: { encoding: "utf-8", delimiter: ",", bareCr: false, hasHeader: true, skipRows: 0 },
    },
  });
  const document = { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: marker }] }] };
  const template = await prisma.template.create({ data: { ...key(), name: marker, subject: marker, document } });
  const campaign = await prisma.campaign.create({ data: { ...key(), name: marker, subject: marker, document } });
  const message = await prisma.message.create({
    data: {
      ...key(),
      campaignId: campaign.id,
      email: `${marker}@other.example`,
      emailNormalized: `${marker}@other.example`,
      emailDomain: "other.example",
      replyText: marker,
      status: "sent",
      sentAt: new Date(),
    },
  });
  const sendRequest = await prisma.sendRequest.create({
    data: {
      ...{ ...key(), campaignId: campaign.id, fingerprint: "x", subject: marker, fromName: marker, fromEmail: marker },
      ...{ audience: 1, askedByName: marker, askedAt: new Date(), expiresAt: new Date(Date.now() + 3_600_000) },
    },
  });
  const email = await emailRows(ctx);
  return {
    emailId: publicId("eml", email.id),
    sendRequestId: publicId("srq", sendRequest.id),
    messageId: publicId("msg", message.id),
    tagId: publicId("tag", tag.id),
    fieldId: publicId("fld", field.id),
    segmentId: publicId("seg", segment.id),
    viewId: publicId("viw", view.id),
    goalId: publicId("gol", goal.id),
    binId: publicId("bin", binned.id),
    importId: publicId("imp", importJob.id),
    number: "0",
    templateId: publicId("tpl", template.id),
    campaignId: publicId("cmp", campaign.id),
  };
}

async function sendingRows(ctx: Ctx) {
  const key = () => ({ workspaceId: ctx.workspaceId, id: newId() });
  const name = `${marker.toLowerCase()}.test`;
  const domain = await prisma.sendingDomain.create({ data: { ...key(), name, returnPathHost: `bounces.${name}` } });
  const sender = await prisma.sender.create({
    data: { ...key(), name: marker, email: `hello@${name}`, domainId: domain.id, isDefault: true },
  });
  const transport = await prisma.transport.create({
    data: { ...key(), name: marker, kind: "mailbox", isDefault: true },
  });
  return {
    domainId: publicId("dom", domain.id),
    senderId: publicId("snd", sender.id),
    transportId: publicId("trp", transport.id),
  };
}

async function providerRows(ctx: Ctx) {
  const endpoint = await createEndpoint(ctx, { provider: "postmark", name: marker });
  const call = await prisma.providerCall.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      endpointId: endpoint.id,
      receivedAt: new Date(),
      status: "parked",
      reason: marker,
      body: Buffer.from(`{"RecordType":"${marker}"}`),
      bodyBytes: 40,
    },
  });
  return { providerEndpointId: publicId("phk", endpoint.id), providerCallId: publicId("pcl", call.id) };
}

/** What somebody did, as a program told it, and a message that was refused. */
async function eventRows({ workspaceId }: Ctx, contactId: string) {
  const at = new Date();
  const said = { said: { said: marker }, details: { said: marker } };
  const row = { workspaceId, source: "api" as const, name: marker, messageId: marker, occurredAt: at, userId: marker };
  await prisma.customEvent.create({
    data: { ...row, ...said, id: newId(), kind: "track", contactId, messageKey: newId() },
  });
  await prisma.eventName.create({
    data: { workspaceId, name: marker, propertyKeys: [marker], firstSeenAt: at, lastSeenAt: at },
  });
  await prisma.eventRefusal.create({
    data: { workspaceId, id: newId(), at, source: "segment", reason: marker, message: marker },
  });
}

async function webhookRows(ctx: Ctx) {
  const { workspaceId } = ctx;
  const webhook = await createWebhook(ctx, {
    name: marker,
    url: `https://hooks.other.example/${marker}`,
    eventTypes: ["contact.created"],
  });
  const { deliveryId } = await testWebhook(ctx, { webhookId: webhook.id });
  const where = { workspaceId, contactId: null };
  const body = JSON.stringify({ said: marker });
  await prisma.webhookEvent.updateMany({ where, data: { body } });
  const delivery = await prisma.webhookDelivery.findFirstOrThrow({ where: { workspaceId } });
  return { webhookId: webhook.id, deliveryId, eventId: publicId("evt", delivery.eventId) };
}

/** Rules for replies belong to the installation and its operator, to no workspace. */
async function ruleRow() {
  const rule = await prisma.bounceRule.create({
    data: { id: newId(), patternKind: "text", pattern: `${marker} says no`, category: "policy" },
  });
  return { bounceRuleId: publicId("rrl", rule.id) };
}

async function inboundRows(ctx: Ctx) {
  const mailbox = await createMailbox(ctx, {
    name: marker,
    host: "imap.other.example",
    port: 993,
    security: "tls",
    username: marker,
    auth: "password",
    password: marker,
  });
  const inboundId = newId();
  const raw = Buffer.from(`From: ${marker} <secret@other.example>\r\nSubject: ${marker}\r\n\r\n${marker}\r\n`);
  await prisma.inboundMessage.create({
    data: {
      id: inboundId,
      workspaceId: ctx.workspaceId,
      envelopeFrom: "secret@other.example",
      envelopeTo: marker,
      raw,
      kind: "reply",
      result: { subject: marker },
      processedAt: new Date(),
    },
  });
  const reply = await prisma.reply.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      inboundId,
      kind: "person",
      fromName: marker,
      fromEmail: "secret@other.example",
      subject: marker,
      preview: marker,
      dedupeKey: newId(),
      receivedAt: new Date(),
    },
  });
  const answer = await prisma.replyAnswer.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      replyId: reply.id,
      toEmail: "secret@other.example",
      fromName: marker,
      fromEmail: "news@other.example",
      subject: marker,
      text: marker,
      dedupeKey: newId(),
      writtenBy: marker,
      createdAt: new Date(),
    },
  });
  return {
    answerId: publicId("rpa", answer.id),
    inboundMailboxId: publicId("imb", mailbox.id),
    inboundMessageId: publicId("inb", inboundId),
    replyId: publicId("rpl", reply.id),
  };
}

/** A workspace with a row of everything that routes name by id. */
export async function populatedWorkspace(): Promise<Populated> {
  const ctx = await testWorkspace({ name: marker });
  const member = await testMember(ctx, "marketer");
  const list = await testList(ctx, marker);
  const contact = await testContact(ctx, { email: "secret@other.example", firstName: marker, listIds: [list.id] });
  const note = await prisma.contactNote.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      contactId: contact.id,
      text: marker,
      writtenBy: marker,
      createdAt: new Date(),
    },
  });
  await eventRows(ctx, contact.id);
  const invitation = await prisma.invitation.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      email: "invited@other.example",
      role: "analyst",
      tokenHash: newId(),
      invitedByName: marker,
      expiresAt: new Date(Date.now() + 3_600_000),
    },
  });
  const asset = await prisma.asset.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      fileName: `${marker}.png`,
      contentType: "image/png",
      bytes: 1,
      sha256: "00",
      data: Buffer.from([0]),
    },
  });
  const topic = await prisma.list.create({
    data: { workspaceId: ctx.workspaceId, id: newId(), name: `${marker} topic`, topicOptIn: true },
  });
  const call = await prisma.apiCall.create({
    data: {
      ...{
        workspaceId: ctx.workspaceId,
        id: newId(),
        apiKeyId: newId(),
        at: new Date(),
        method: "GET",
        path: `/${marker}`,
      },
      ...{ status: 200, requestId: newId(), durationMs: 1 },
    },
  });
  const suppression = await prisma.suppression.create({
    data: {
      ...{ workspaceId: ctx.workspaceId, id: newId(), reason: "manual", note: marker, createdAt: new Date() },
      emailNormalized: `blocked-${marker}@other.example`,
    },
  });
  const { key: _key, ...ofKey } = newKey("live");
  const apiKey = await prisma.apiKey.create({
    data: { workspaceId: ctx.workspaceId, id: newId(), name: marker, ...ofKey, scopes: ["contacts.read"] },
  });
  const params = {
    ...(await contentRows(ctx)),
    ...(await sendingRows(ctx)),
    ...(await providerRows(ctx)),
    ...(await webhookRows(ctx)),
    ...(await inboundRows(ctx)),
    ...(await ruleRow()),
    listId: publicId("lst", list.id),
    contactId: publicId("ctc", contact.id),
    topicId: publicId("lst", topic.id),
    callId: publicId("acl", call.id),
    suppressionId: publicId("sup", suppression.id),
    noteId: publicId("nte", note.id),
    memberId: publicId("mem", member.actor.type === "member" ? member.actor.memberId : ""),
    invitationId: publicId("inv", invitation.id),
    apiKeyId: publicId("key", apiKey.id),
    assetId: publicId("ast", asset.id),
    accountId: publicId("usr", member.userId),
    targetWorkspaceId: publicId("wsp", ctx.workspaceId),
    // Of nobody: there is no failed job by this name.
    jobId: newId(),
    failureKey: "test.nothing none",
  };
  return { ctx, params };
}
