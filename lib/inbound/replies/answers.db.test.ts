import PostalMime from "postal-mime";
import { beforeEach, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { workspaceAddress } from "@/lib/inbound/addresses/workspace-address";
import { processInbound } from "@/lib/inbound/mail/process-inbound";
import { storeInbound } from "@/lib/inbound/mail/store-inbound";
import { messageIdLeft, verpAddress } from "@/lib/mail/mime/verp";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { contactTimeline } from "@/lib/people/contacts/contact-timeline";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { suppress } from "@/lib/people/suppressions/suppress";
import { buildReply } from "@/lib/run/mailbox/simulator/letters";
import { buildDsn } from "@/lib/run/mailbox/simulator/reports";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import { testWorkspace } from "@/tests/support/db";
import { type SentCampaign, sentCampaign } from "@/tests/support/sent-campaign";
import { sendAnswerJob } from "./answer-job";
import { answerReply, sendAnswerAgain } from "./answer-reply";
import { findReply } from "./queries";
import { sendAnswer } from "./send-answer";

const domain = "bounces.acme.test";
let ctx: Ctx;
let sent: SentCampaign["messages"][number];
let replyId: string;

beforeEach(async () => {
  ctx = await testWorkspace();
  await ensureDefaultSending(ctx);
  sent = (await sentCampaign(ctx)).messages[0]!;
  const original = {
    raw: Buffer.from(
      `Message-ID: <${messageIdLeft(sent.id)}@acme.test>\r\nFrom: Acme <news@example.com>\r\nSubject: Spring\r\n\r\nHello\r\n`,
    ),
    recipient: sent.email,
    envelopeFrom: verpAddress("bounce", sent.id, domain),
    receivedAt: new Date(),
  };
  // Most programs write ids in capital and small letters, and compare them letter by letter.
  const reply = buildReply(original, "news@example.com").toString("latin1");
  await comesIn(
    Buffer.from(reply.replace(/^(Message-ID: <).*(?=>)/im, "$1CAF7x+Yz_Q@Mail.people.example"), "latin1"),
    sent.email,
    workspaceAddress("replies", ctx.workspaceId, domain),
  );
  replyId = (await prisma.reply.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } })).id;
});

async function comesIn(raw: Buffer, envelopeFrom: string, envelopeTo: string): Promise<void> {
  const { id } = await storeInbound({ route: "smtp", envelopeFrom, envelopeTo, raw });
  await processInbound(ctx, { inboundId: id });
}
const ref = () => ({ replyId: publicId("rpl", replyId) });
const timelineTypes = async () =>
  (await contactTimeline(ctx, { contactId: sent.contactId })).items.map(({ type }) => type);
const answers = () => prisma.replyAnswer.findMany({ where: { workspaceId: ctx.workspaceId } });

test("an answer goes to the person in the thread of their mail, once, and says nothing of a campaign", async () => {
  await answerReply(ctx, { ...ref(), text: "Green comes in May.\n\nRobin" });
  await answerReply(ctx, { ...ref(), text: "Green comes in May.\n\nRobin" });
  const [answer, ...others] = await answers();
  expect(others).toEqual([]);
  const transport = new MemoryTransport();
  await sendAnswer(ctx, { answerId: answer!.id }, () => transport);
  await sendAnswer(ctx, { answerId: answer!.id }, () => transport);
  expect(transport.messages).toHaveLength(1);
  const [message] = transport.messages;
  expect(message!.envelopeTo).toBe(sent.email);
  const mail = await PostalMime.parse(message!.raw);
  const inbound = await prisma.inboundMessage.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  const theirs = await PostalMime.parse(inbound.raw);
  expect(mail).toMatchObject({
    subject: "Re: Spring",
    inReplyTo: "<CAF7x+Yz_Q@Mail.people.example>",
    from: { address: "news@example.com" },
  });
  expect(mail.references).toContain(messageIdLeft(sent.id));
  expect(mail.references).toContain(theirs.messageId!);
  expect(mail.text).toMatch(/^Green comes in May\.\n\nRobin\n\nOn .* wrote:\n> Hello,/);
  expect(mail.html).toBeFalsy();
  const names = mail.headers.map(({ key }) => key);
  for (const name of ["list-unsubscribe", "list-id", "auto-submitted", "feedback-id"])
    expect(names).not.toContain(name);
  expect(await findReply(ctx, replyId)).toMatchObject({ handled: true, answers: [{ status: "sent" }] });
  expect(await timelineTypes()).toContain("reply.answered");
});

test("an answer that bounces says so, suppresses nobody, and can be sent again", async () => {
  await answerReply(ctx, { ...ref(), text: "Hello" });
  expect(await timelineTypes()).not.toContain("reply.answered");
  const [answer] = await answers();
  const transport = new MemoryTransport();
  await sendAnswer(ctx, { answerId: answer!.id }, () => transport);
  const [message] = transport.messages;
  const returned = {
    raw: Buffer.from(message!.raw),
    recipient: sent.email,
    envelopeFrom: message!.envelopeFrom,
    receivedAt: new Date(),
  };
  await comesIn(buildDsn(returned, "550 5.1.1 User unknown"), "", message!.envelopeFrom);
  expect((await answers())[0]).toMatchObject({ status: "failed", note: expect.stringMatching(/User unknown/) });
  expect(await prisma.suppression.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  expect(await findReply(ctx, replyId)).toMatchObject({ handled: false });
  await expect(answerReply(ctx, { ...ref(), text: "Hello" })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/did not arrive/),
  });
  await sendAnswerAgain(ctx, { ...ref(), answerId: publicId("rpa", answer!.id) });
  await sendAnswer(ctx, { answerId: answer!.id }, () => transport);
  expect(transport.messages).toHaveLength(2);
});

test("an answer that finds no way out is put off, and after a day it is left to a person, with its reply open again", async () => {
  await answerReply(ctx, { ...ref(), text: "Hello" });
  const { workspaceId } = ctx;
  const [answer] = await answers();
  await prisma.transport.updateMany({
    where: { workspaceId },
    data: { pausedAt: new Date(), pausedReason: "The relay rests." },
  });
  forgetTransports(workspaceId);
  const job = { workspaceId, answerId: answer!.id };
  await sendAnswerJob.runStored(job);
  expect((await answers())[0]).toMatchObject({ status: "waiting", note: expect.stringMatching(/The relay rests/) });
  const jobs = await prisma.$queryRaw<unknown[]>`
    select data from queue.job where name = 'replies.answer' and data->>'round' = '1' and start_after > now()`;
  expect(jobs).toMatchObject([{ data: job }]);
  expect(await findReply(ctx, replyId)).toMatchObject({ handled: true });
  await sendAnswerJob.runStored({ ...job, round: 100 });
  expect((await answers())[0]).toMatchObject({ status: "failed", note: expect.stringMatching(/The relay rests/) });
  expect(await findReply(ctx, replyId)).toMatchObject({ handled: false });
});

test("one whose process ended before it knew is not sent again by itself", async () => {
  await answerReply(ctx, { ...ref(), text: "Hello" });
  const [answer] = await answers();
  await prisma.replyAnswer.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { status: "sending" } });
  const transport = new MemoryTransport();
  await sendAnswer(ctx, { answerId: answer!.id }, () => transport);
  expect(transport.messages).toEqual([]);
  expect((await answers())[0]).toMatchObject({ status: "unconfirmed" });
});

test("who unsubscribed is answered; who complained is not, however late that becomes known", async () => {
  const email = sent.email.toLowerCase();
  await suppress(ctx, { email, reason: "unsubscribe", note: "" });
  expect((await findReply(ctx, replyId)).answerProblem).toBeNull();
  await answerReply(ctx, { ...ref(), text: "Hello" });
  await prisma.suppression.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { reason: "complaint" } });
  const [answer] = await answers();
  const transport = new MemoryTransport();
  await sendAnswer(ctx, { answerId: answer!.id }, () => transport);
  expect(transport.messages).toEqual([]);
  expect((await answers())[0]).toMatchObject({ status: "failed", note: expect.stringMatching(/marked mail as spam/) });
  await expect(answerReply(ctx, { ...ref(), text: "Again" })).rejects.toMatchObject({ code: "conflict" });
});

test("answers are erased with the person", async () => {
  await answerReply(ctx, { ...ref(), text: "Hello" });
  await eraseContact(ctx, { contactId: sent.contactId });
  expect(await answers()).toEqual([]);
});
