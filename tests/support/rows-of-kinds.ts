import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { testMember } from "./db";
import { populatedWorkspace } from "./populated-workspace";
import { sentCampaign } from "./sent-campaign";

/** A row in every table that a kind of retention removes rows from, made now; and the contact that the messages are for. */
export async function rowsOfKinds(): Promise<{ ctx: Ctx; contactId: string }> {
  const { ctx } = await populatedWorkspace();
  const { workspaceId } = ctx;
  const now = new Date();
  const key = () => ({ workspaceId, id: newId() });
  const { messages, campaignId } = await sentCampaign(ctx);
  const { id: messageId, contactId } = messages[0]!;
  await prisma.messageAttempt.create({ data: { ...key(), messageId, number: 1, replyText: "later" } });
  await prisma.providerMessage.create({ data: { workspaceId, providerId: newId(), messageId } });
  await prisma.testContent.create({ data: { workspaceId, messageId: newId(), campaignId, compiled: {} } });
  const emailId = newId();
  await prisma.emailContent.create({ data: { workspaceId, emailId, text: "x", details: {}, createdAt: now } });
  const file = { fileName: "x.txt", contentType: "text/plain", data: Buffer.from("x") };
  await prisma.emailAttachment.create({ data: { workspaceId, emailId, position: 0, ...file, createdAt: now } });
  await prisma.inboundMessage.create({
    data: { id: newId(), workspaceId, envelopeFrom: "", envelopeTo: "", raw: Buffer.from("x"), kind: "dsn" },
  });
  await prisma.inboundMessage.create({
    data: { id: newId(), envelopeFrom: "", envelopeTo: "", raw: Buffer.from("x") },
  });
  const capturedMessageId = newId();
  await prisma.capturedMessage.create({
    data: { id: capturedMessageId, envelopeFrom: "", envelopeTo: "a@b.example", bytes: 1, raw: Buffer.from("x") },
  });
  for (const of of [capturedMessageId, null]) {
    const action = { id: newId(), capturedMessageId: of, recipient: "a@b.example", kind: "open", dueAt: now };
    await prisma.simulatorAction.create({ data: action });
  }
  await prisma.auditEntry.create({
    data: { ...key(), actorType: "system", actorName: "x", action: "x.y", subjectType: "x" },
  });
  await prisma.securityEvent.create({ data: { id: newId(), at: now, kind: "session.ended" } });
  await prisma.apiAnswer.create({
    data: {
      ...{ workspaceId, apiKeyId: newId(), idempotencyKey: "x", operation: "x", requestHash: "x" },
      ...{ status: 200, body: "{}", createdAt: now },
    },
  });
  const endpoint = await prisma.webhookEndpoint.findFirstOrThrow({ where: { workspaceId } });
  const eventId = newId();
  await prisma.webhookEvent.create({
    data: { workspaceId, id: eventId, type: "x.y", occurredAt: now, contactId, body: "{}", createdAt: now },
  });
  await prisma.webhookDelivery.create({ data: { ...key(), endpointId: endpoint.id, eventId, attempt: 0 } });
  await prisma.factOutbox.create({ data: { ...key(), facts: [], createdAt: now } });
  await prisma.apiCall.create({
    data: {
      ...{ ...key(), apiKeyId: newId(), at: now, method: "GET", path: "/me", operation: "getMe" },
      ...{ status: 200, requestId: "x", durationMs: 1 },
    },
  });
  const { userId } = await testMember(ctx, "analyst");
  await prisma.knownDevice.create({
    data: { userId, tokenHash: newId(), family: "x", createdAt: now, lastSeenAt: now },
  });
  const ends = { expiresAt: now };
  await prisma.session.create({ data: { id: newId(), userId, ...ends, ip: "192.0.2.1" } });
  await prisma.authToken.create({
    data: { id: newId(), userId, purpose: "password_reset", tokenHash: newId(), email: "a@b.example", ...ends },
  });
  const importJobId = newId();
  await prisma.importJob.create({
    data: { workspaceId, id: importJobId, status: "completed", fileName: "x.csv", finishedAt: now },
  });
  await prisma.importRefusal.create({
    data: { workspaceId, importJobId, line: 2, field: "email", reason: "x", row: ["a@b.example"] },
  });
  await prisma.importChunk.create({ data: { workspaceId, importJobId, position: 0, data: Buffer.from("x") } });
  const notificationId = newId();
  await prisma.notification.create({ data: { workspaceId, id: notificationId, kind: "x.y", title: "x" } });
  const { id: memberId } = await prisma.member.findFirstOrThrow({ where: { workspaceId } });
  await prisma.notificationSeen.create({ data: { workspaceId, notificationId, memberId } });
  return { ctx, contactId };
}
