import PostalMime from "postal-mime";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { env } from "@/lib/base/env";
import { parseWorkspaceAddress, workspaceAddress } from "@/lib/inbound/addresses/workspace-address";
import { updateInboundSettings } from "@/lib/inbound/mail/inbound-settings";
import { processInbound } from "@/lib/inbound/mail/process-inbound";
import { type NewInboundMail, storeInbound } from "@/lib/inbound/mail/store-inbound";
import { forwardAgain } from "@/lib/inbound/replies/forward-again";
import { forwardReply } from "@/lib/inbound/replies/forward-reply";
import { findReplies, findReply, repliesToMessage } from "@/lib/inbound/replies/queries";
import { ReplyFilters } from "@/lib/inbound/replies/schema";
import { setReplyHandled } from "@/lib/inbound/replies/set-handled";
import { messageIdLeft, verpAddress } from "@/lib/mail/mime/verp";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { buildAbsenceNote, buildReply } from "@/lib/run/mailbox/simulator/letters";
import { buildDsn } from "@/lib/run/mailbox/simulator/reports";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { sealConfig } from "@/lib/sending/transports/transport-config";
import { forgetTransports } from "@/lib/sending/transports/transport-rows";
import { claimNames } from "@/tests/support/claim-names";
import { testMember, testWorkspace } from "@/tests/support/db";
import { type SentCampaign, sentCampaign } from "@/tests/support/sent-campaign";

const domain = "bounces.acme.test";
let ctx: Ctx;
let campaign: SentCampaign;
let sent: SentCampaign["messages"][number];

beforeEach(async () => {
  ctx = await testWorkspace();
  await ensureDefaultSending(ctx);
  campaign = await sentCampaign(ctx, { recipients: 2 });
  sent = campaign.messages[0]!;
});
afterEach(() => vi.restoreAllMocks());

const original = (message = sent) => ({
  raw: Buffer.from(
    `Message-ID: <${messageIdLeft(message.id)}@acme.test>\r\nFrom: Acme <news@example.com>\r\nSubject: Spring\r\n\r\nHello\r\n`,
  ),
  recipient: message.email,
  envelopeFrom: verpAddress("bounce", message.id, domain),
  receivedAt: new Date(),
});

async function comesIn(mail: Partial<NewInboundMail> & { raw: Buffer }): Promise<string> {
  const { id } = await storeInbound({ route: "smtp", envelopeFrom: sent.email, envelopeTo: replyAddress(), ...mail });
  const { workspaceId } = await prisma.inboundMessage.findUniqueOrThrow({ where: { id } });
  await processInbound({ ...ctx, workspaceId: workspaceId ?? "" }, { inboundId: id });
  return id;
}
const replyAddress = () => workspaceAddress("replies", ctx.workspaceId, domain);
const replies = (more: object = {}) => findReplies(ctx, ReplyFilters.parse(more));
const rows = () => prisma.reply.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });
const messageRow = () =>
  prisma.message.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: sent.id } } });

test("a person's answer is threaded to its message by In-Reply-To, is no bounce, and tells the workspace once an hour", async () => {
  await comesIn({ raw: buildReply(original(), "news@example.com") });
  await comesIn({ raw: buildReply(original(campaign.messages[1]), "news@example.com") });
  const { items, open } = await replies();
  expect(open).toBe(2);
  expect(items[1]).toMatchObject({
    kind: "person",
    messageId: publicId("msg", sent.id),
    contactId: publicId("ctc", sent.contactId),
    campaign: { name: "Spring news" },
    subject: "Re: Spring",
    likely: false,
  });
  expect(items[1]!.preview).toMatch(/Do you also have it in green/);
  expect(items[1]!.preview, "without the quoted mail").not.toMatch(/wrote:/);
  expect(await messageRow()).toMatchObject({ bouncedAt: null, complainedAt: null, unsubscribedAt: null });
  const events = await prisma.event.findMany({ where: { workspaceId: ctx.workspaceId, messageId: sent.id } });
  expect(events.map(({ type }) => type)).toContain("message.replied");
  expect((await repliesToMessage(ctx, sent.id)).map(({ id }) => id)).toEqual([items[1]!.id]);
  const reported = await prisma.notification.findMany({
    where: { workspaceId: ctx.workspaceId, kind: "reply.received" },
  });
  expect(reported).toHaveLength(1);
  expect(reported[0]).toMatchObject({ title: expect.stringMatching(/ and 1 other replied$/), href: "/replies" });
});

test.each([
  ["the return path", () => verpAddress("bounce", sent.id, domain), null],
  ["nothing but recipient and time", () => replyAddress(), "Message-ID"],
])("an answer is threaded by %s", async (_name, to, without) => {
  await prisma.message.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: sent.id } },
    data: { sentAt: new Date() },
  });
  const mail = original();
  const raw = buildReply(
    without ? { ...mail, raw: Buffer.from("From: a@example.com\r\nSubject: Spring\r\n\r\n") } : mail,
    "x@example.com",
  );
  await comesIn({ raw, envelopeTo: to() });
  expect((await replies()).items).toMatchObject([{ messageId: publicId("msg", sent.id), likely: Boolean(without) }]);
});

test("an answer to a reply address without a message is a reply all the same; strangers' mail in a polled mailbox is not", async () => {
  const raw = (subject: string) =>
    Buffer.from(
      `From: "Grace Hopper" <grace@navy.example>\r\nTo: you\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@navy.example>\r\n\r\nHi\r\n`,
    );
  await comesIn({ raw: raw("to-the-reply-address"), envelopeFrom: "grace@navy.example" });
  await comesIn({ raw: raw("elsewhere"), route: "imap", workspaceId: ctx.workspaceId, envelopeTo: "" });
  expect((await replies()).items).toMatchObject([
    { subject: "to-the-reply-address", fromName: "Grace Hopper", messageId: null },
  ]);
});

test("an absence note is kept apart, and neither passed on nor told", async () => {
  await comesIn({
    raw: buildAbsenceNote(original()),
    envelopeFrom: "",
    envelopeTo: verpAddress("bounce", sent.id, domain),
  });
  expect((await replies()).items).toEqual([]);
  expect((await replies({ kind: "automatic" })).items).toMatchObject([{ flavour: "vacation", forward: "none" }]);
  expect(await prisma.notification.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  expect(await messageRow()).toMatchObject({ bouncedAt: null });
});

test("the same answer by two routes is one", async () => {
  const raw = buildReply(original(), "news@example.com");
  await comesIn({ raw });
  await comesIn({
    raw: Buffer.concat([Buffer.from("Received: from somewhere\r\n"), raw]),
    route: "imap",
    workspaceId: ctx.workspaceId,
    envelopeTo: "",
  });
  expect(await rows()).toHaveLength(1);
});

test("an answer is passed on once: signed, from our author, answers going to the person, with the mail attached", async () => {
  await comesIn({ raw: buildReply(original(), "news@example.com") });
  const [reply] = await rows();
  expect(reply).toMatchObject({ forward: "waiting" });
  const transport = new MemoryTransport();
  await forwardReply(ctx, { replyId: reply!.id }, () => transport);
  await forwardReply(ctx, { replyId: reply!.id }, () => transport);
  expect(transport.messages).toHaveLength(1);
  const [message] = transport.messages;
  expect(message).toMatchObject({ envelopeTo: "news@example.com" });
  expect(parseWorkspaceAddress(message!.envelopeFrom)).toEqual({ kind: "forwards", workspaceId: ctx.workspaceId });
  const mail = await PostalMime.parse(message!.raw);
  expect(mail.from).toMatchObject({ address: "news@example.com", name: expect.stringMatching(/via Acme$/) });
  expect(mail.replyTo).toMatchObject([{ address: sent.email }]);
  expect(mail.subject).toBe("Re: Spring");
  expect(mail.text).toMatch(/in green/);
  expect(mail.attachments).toMatchObject([{ mimeType: "message/rfc822" }]);
  expect(mail.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
  expect((await rows())[0]).toMatchObject({
    forward: "forwarded",
    forwardTo: "news@example.com",
    forwardedAt: expect.any(Date),
  });

  // What we sent comes back to us by a polled mailbox: it is known as ours and goes nowhere.
  await comesIn({ raw: Buffer.from(message!.raw), route: "imap", workspaceId: ctx.workspaceId, envelopeTo: "" });
  expect(await rows()).toHaveLength(1);

  // And it bounces: the reply says so, nobody is suppressed.
  const dsn = buildDsn(
    {
      raw: Buffer.from(message!.raw),
      recipient: "news@example.com",
      envelopeFrom: message!.envelopeFrom,
      receivedAt: new Date(),
    },
    "550 5.1.1 User unknown",
  );
  await comesIn({ raw: dsn, envelopeFrom: "", envelopeTo: message!.envelopeFrom });
  expect((await rows())[0]).toMatchObject({ forward: "failed", forwardNote: expect.stringMatching(/User unknown/) });
  expect(await prisma.suppression.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  await forwardAgain(ctx, { replyId: publicId("rpl", reply!.id) });
  await forwardReply(ctx, { replyId: reply!.id }, () => transport);
  expect(transport.messages).toHaveLength(2);
});

test("an answer is not passed on from a domain that is not verified; the note says why, and it can be done later", async () => {
  await prisma.transport.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { isDefault: false } });
  const smtp = { host: "mail.acme-mail.com", port: 587, security: "starttls" as const };
  const configSealed = sealConfig({ kind: "smtp", settings: smtp });
  const key = () => ({ workspaceId: ctx.workspaceId, id: newId() });
  await prisma.transport.create({ data: { ...key(), name: "Relay", kind: "smtp", configSealed, isDefault: true } });
  forgetTransports(ctx.workspaceId);
  await comesIn({ raw: buildReply(original(), "news@example.com") });
  const [reply] = await rows();
  const transport = new MemoryTransport();
  await forwardReply(ctx, { replyId: reply!.id }, () => transport);
  expect(transport.messages).toEqual([]);
  expect((await rows())[0]).toMatchObject({ forward: "none", forwardNote: expect.stringContaining("example.com") });

  const name = "example.com";
  await prisma.sendingDomain.create({ data: { ...key(), name, status: "verified", returnPathHost: name } });
  await claimNames(ctx.workspaceId);
  await forwardAgain(ctx, { replyId: reply!.id });
  await forwardReply(ctx, { replyId: reply!.id }, () => transport);
  expect(transport.messages).toHaveLength(1);
});

test("a hand-over whose end is not known is never sent again by itself", async () => {
  await comesIn({ raw: buildReply(original(), "news@example.com") });
  const [reply] = await rows();
  await prisma.reply.updateMany({
    where: { workspaceId: ctx.workspaceId, id: reply!.id },
    data: { forward: "sending" },
  });
  const transport = new MemoryTransport();
  await forwardReply(ctx, { replyId: reply!.id }, () => transport);
  expect(transport.messages).toHaveLength(0);
  expect((await rows())[0]).toMatchObject({ forward: "unconfirmed" });
});

test.each<[string, () => Partial<NewInboundMail>, RegExp]>([
  ["from the null sender", () => ({ envelopeFrom: "" }), /./],
  ["from one of our own addresses", () => ({ raw: ours() }), /address of our own/],
])("an answer %s is not passed on", async (_name, more, reason) => {
  await comesIn({ raw: buildReply(original(), "news@example.com"), ...more() });
  const all = await rows();
  expect(all.every(({ forward }) => forward === "none")).toBe(true);
  expect(all.every(({ kind, forwardNote }) => kind === "automatic" || reason.test(forwardNote ?? ""))).toBe(true);
});
const ours = () => buildReply({ ...original(), recipient: replyAddress() }, "news@example.com");

test("a flood from one address is kept but not passed on", async () => {
  for (let number = 0; number < 22; number++) await comesIn({ raw: buildReply(original(), "news@example.com") });
  const all = await rows();
  expect(all.filter(({ forward }) => forward === "waiting")).toHaveLength(20);
  expect(all.at(-1)).toMatchObject({ forward: "none", forwardNote: expect.stringMatching(/within an hour/) });
});

test("where replies go is the workspace's choice, but never back to us", async () => {
  const admin = await testMember(ctx, "admin");
  await expect(updateInboundSettings(admin, { forwardTo: replyAddress() })).rejects.toMatchObject({
    fields: { forwardTo: expect.any(String) },
  });
  await expect(updateInboundSettings(admin, { forwardTo: `postmaster@${env.INBOUND_DOMAIN}` })).rejects.toMatchObject({
    code: "invalid",
  });
  await updateInboundSettings(admin, { forwardTo: "people@acme.example" });
  await comesIn({ raw: buildReply(original(), "news@example.com") });
  const transport = new MemoryTransport();
  await forwardReply(ctx, { replyId: (await rows())[0]!.id }, () => transport);
  expect(transport.messages[0]!.envelopeTo).toBe("people@acme.example");

  await updateInboundSettings(admin, { forwardReplies: false });
  await comesIn({ raw: buildReply(original(campaign.messages[1]), "news@example.com") });
  expect((await rows())[1]).toMatchObject({ forward: "none", forwardNote: expect.stringMatching(/turned off/) });
  await expect(updateInboundSettings(await testMember(ctx, "marketer"), {})).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("the HTML of an answer is shown without anything that acts", async () => {
  const html =
    '<p onclick="steal()">Hi</p><script>steal()</script><meta http-equiv="refresh" content="0;url=https://evil.example"><img src="https://evil.example/p.gif"><a href="javascript:steal()">x</a><form action="https://evil.example"><input name="a"></form>';
  const raw = Buffer.from(
    [
      `From: Ada <${sent.email}>`,
      "Subject: Re: Spring",
      `In-Reply-To: <${sent.id}@acme.test>`,
      "Content-Type: multipart/mixed; boundary=b",
      "",
      "--b",
      "Content-Type: text/html",
      "",
      html,
      "--b",
      'Content-Type: application/pdf; name="run.pdf"',
      'Content-Disposition: attachment; filename="run.pdf"',
      "",
      "PDF",
      "--b--",
      "",
    ].join("\r\n"),
  );
  await comesIn({ raw });
  const detail = await findReply(ctx, (await rows())[0]!.id);
  expect(detail.files).toMatchObject([{ name: "run.pdf", type: "application/pdf" }]);
  expect(detail.attachments).toBe(1);
  const frame = detail.frameHtml!;
  expect(frame).toMatch(
    /^<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: ;/,
  );
  const shown = frame.slice(frame.indexOf("<base"));
  expect(shown).toContain("Hi");
  expect(shown).not.toMatch(/<script|onclick|http-equiv|javascript:|<form|<input/i);
  expect(detail.text).toContain("Hi");
});

test("somebody deals with an answer, and takes it back; analysts only look", async () => {
  await comesIn({ raw: buildReply(original(), "news@example.com") });
  const replyId = publicId("rpl", (await rows())[0]!.id);
  const marketer = await testMember(ctx, "marketer");
  await setReplyHandled(marketer, { replyId, handled: true });
  expect(await replies({ state: "open" })).toMatchObject({ items: [], open: 0 });
  expect(await findReply(marketer, (await rows())[0]!.id)).toMatchObject({ handled: true, handledBy: "The marketer" });
  await setReplyHandled(marketer, { replyId, handled: false });
  expect(await replies({ state: "open" })).toMatchObject({ open: 1 });
  const analyst = await testMember(ctx, "analyst");
  await expect(setReplyHandled(analyst, { replyId, handled: true })).rejects.toMatchObject({ code: "forbidden" });
  expect((await findReplies(analyst, ReplyFilters.parse({}))).items).toHaveLength(1);
});

test("when a contact is erased, what they wrote goes with them", async () => {
  const inboundId = await comesIn({ raw: buildReply(original(), "news@example.com") });
  await eraseContact(ctx, { contactId: publicId("ctc", sent.contactId) });
  expect(await rows()).toEqual([]);
  const inbound = await prisma.inboundMessage.findUniqueOrThrow({ where: { id: inboundId } });
  expect(inbound.raw).toHaveLength(0);
  expect(JSON.stringify(inbound)).not.toContain(sent.email);
});
