import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { unsubscribeUrl } from "@/lib/content/links/links";
import { parseInbound } from "@/lib/feedback/parse/parse-inbound";
import { findMessage } from "@/lib/inbound/feedback/find-message";
import { cluesOfMail, type ReceivedReport } from "@/lib/inbound/mail/clues-of-mail";
import { messageIdLeft, verpAddress } from "@/lib/mail/mime/verp";
import { testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";

const receivedAt = new Date();

/** The message that a mail is found to be about, by whichever way it came. */
const findReported = ({ workspaceId, ...mail }: ReceivedReport & { workspaceId?: string }) =>
  findMessage(cluesOfMail(mail), { route: "mail", workspaceId });

function bounce(recipient: string, returned: string) {
  const lines = [
    "From: MAILER-DAEMON@mx.example.net",
    "Subject: Returned mail",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    "",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    `Final-Recipient: rfc822;${recipient}`,
    "Action: failed",
    "Status: 5.1.1",
    "",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    returned,
    "--b--",
  ];
  return parseInbound(Buffer.from(lines.join("\r\n")));
}

async function campaignFrom(domain: string) {
  const ctx = await testWorkspace();
  await prisma.sendingDomain.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      name: domain,
      status: "verified",
      returnPathHost: `bounces.${domain}`,
    },
  });
  const campaign = await sentCampaign(ctx);
  const message = campaign.messages[0]!;
  await prisma.message.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: message.id } },
    data: { sentAt: receivedAt },
  });
  return { ctx, message };
}

const unique = () => `d${newId().slice(-12)}.example`;

test("the token of the address wins over everything that the report says", async () => {
  const domain = unique();
  const { ctx, message } = await campaignFrom(domain);
  const other = await campaignFrom(unique());
  const found = await findReported({
    addresses: ["postmaster@example.net", verpAddress("bounce", message.id, domain)],
    report: bounce(other.message.email, `Message-ID: <${other.message.id}@example.net>`),
    receivedAt,
  });
  expect(found).toEqual({
    workspaceId: ctx.workspaceId,
    messageId: message.id,
    certainty: "certain",
    by: "token",
    addressKind: "bounce",
  });
});

test("our Message-ID, reference, return path or unsubscribe link in what came back names it", async () => {
  const { ctx, message } = await campaignFrom(unique());
  const forged = unsubscribeUrl({ workspaceId: ctx.workspaceId, messageId: message.id }).replace(/.$/, (last) =>
    last === "A" ? "B" : "A",
  );
  const named = [
    `Message-ID: <${messageIdLeft(message.id)}@news.example>`,
    `Message-ID: <1@relay.example>\r\nReferences: <0@x.example> <${messageIdLeft(message.id).toUpperCase()}@news.example>`,
    `Message-ID: <1@relay.example>\r\nReturn-Path: <${verpAddress("bounce", message.id, "example.net")}>`,
    `Message-ID: <1@relay.example>\r\nList-Unsubscribe: <${unsubscribeUrl({ workspaceId: ctx.workspaceId, messageId: message.id })}>`,
  ];
  for (const returned of named) {
    const found = await findReported({ addresses: [], report: bounce("x@example.org", returned), receivedAt });
    expect(found, returned).toMatchObject({ messageId: message.id, certainty: "certain", by: "message_id" });
  }
  const report = bounce("x@example.org", `Message-ID: <1@relay.example>\r\nList-Unsubscribe: <${forged}>`);
  expect(await findReported({ addresses: [], report, receivedAt })).toBeNull();
});

test("a bare id, which anybody may have seen, is only likely, and one with a wrong MAC is nothing", async () => {
  const { message } = await campaignFrom(unique());
  const forged = verpAddress("bounce", message.id, "x.example").replace("bounce+", "").split("@")[0];
  expect(
    await findReported({
      addresses: [],
      report: bounce("x@example.org", `Message-ID: <${forged}@news.example>`),
      receivedAt,
    }),
  ).toBeNull();
  for (const returned of [
    `Message-ID: <${message.id}@news.example>`,
    `Message-ID: <1@relay.example>\r\nX-Entity-Ref-ID: ${message.id}`,
    `Message-ID: <1@relay.example>\r\nIn-Reply-To: <${message.id}@news.example>`,
  ]) {
    const found = await findReported({ addresses: [], report: bounce("x@example.org", returned), receivedAt });
    expect(found, returned).toMatchObject({ messageId: message.id, certainty: "likely", by: "unsigned_id" });
  }
});

test("recipient and time are only likely, within one workspace, the last week, and with one match", async () => {
  const domain = unique();
  const { ctx, message } = await campaignFrom(domain);
  const stranger = await campaignFrom(unique());
  const report = bounce(message.email, `From: news@${domain}\r\nMessage-ID: <1@relay.example>`);
  const likely = { workspaceId: ctx.workspaceId, messageId: message.id, certainty: "likely", by: "recipient_and_time" };
  expect(await findReported({ addresses: [], report, receivedAt })).toMatchObject(likely);
  const none = { addresses: [], report, receivedAt: new Date(receivedAt.getTime() + 8 * 86_400_000) };
  expect(await findReported(none)).toBeNull();
  expect(await findReported({ addresses: [], report, receivedAt, workspaceId: stranger.ctx.workspaceId })).toBeNull();
  const foreign = bounce(message.email, "From: news@nobody.example\r\nMessage-ID: <1@relay.example>");
  expect(await findReported({ addresses: [], report: foreign, receivedAt })).toBeNull();
  const second = await sentCampaign(ctx);
  const { email, emailNormalized, emailDomain, contactId } = await prisma.message.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: message.id } },
  });
  await prisma.message.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: second.messages[0]!.id } },
    data: { email, emailNormalized, emailDomain, contactId, sentAt: receivedAt },
  });
  expect(await findReported({ addresses: [], report, receivedAt })).toBeNull();
});

test("a route that belongs to one workspace finds nothing of another, whatever is named", async () => {
  const { message } = await campaignFrom(unique());
  const { ctx } = await campaignFrom(unique());
  const report = bounce("x@example.org", `Message-ID: <${message.id}@news.example>`);
  const addresses = [verpAddress("bounce", message.id, "example.net")];
  expect(await findReported({ addresses, report, receivedAt, workspaceId: ctx.workspaceId })).toBeNull();
});
