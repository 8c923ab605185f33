import nodemailer from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { createLog } from "@/lib/base/log";
import { clickUrl, oneClickUrl, openPixelUrl } from "@/lib/content/links/links";
import { type InboundListener, startInboundListener } from "@/lib/inbound/mail/listener";
import { processInbound } from "@/lib/inbound/mail/process-inbound";
import { findInbound } from "@/lib/inbound/mail/queries";
import { messageIdLeft, verpAddress } from "@/lib/mail/mime/verp";
import { servePublic } from "@/lib/recipients/tracking/web-host";
import { changeSpeed } from "@/lib/run/mailbox/settings";
import { type DueAction, perform, type Reach } from "@/lib/run/mailbox/simulator/perform";
import { complaintAddress } from "@/lib/run/mailbox/simulator/reach";
import { buildArf, buildDsn, type ReturnedMail } from "@/lib/run/mailbox/simulator/reports";
import { type EmbeddedMailbox, startMailbox } from "@/lib/run/mailbox/start-mailbox";
import { CaptureStore } from "@/lib/run/mailbox/store";
import { simulatorSummary } from "@/lib/run/mailbox/summary";
import { testContact, testList, testWorkspace } from "@/tests/support/db";

const log = createLog({ part: "test" });
const host = "127.0.0.1";
let listener: InboundListener;
let mailbox: EmbeddedMailbox;
let ctx: Ctx;
let campaignId: string;
let listId: string;

const linkCount = 4;

beforeAll(async () => {
  ctx = await testWorkspace();
  listId = (await testList(ctx)).id;
  campaignId = newId();
  const audience = {
    include: { lists: [listId], segments: [], tags: [] },
    exclude: { lists: [], segments: [], tags: [] },
  };
  await prisma.campaign.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: campaignId,
      name: "Spring",
      subject: "Spring news",
      status: "sending",
      audience,
    },
  });
  await prisma.campaignLink.createMany({
    data: Array.from({ length: linkCount }, (_, position) => ({
      workspaceId: ctx.workspaceId,
      id: newId(),
      campaignId,
      position,
      url: `https://shop.example/${position}`,
    })),
  });
  await changeSpeed({ speed: "instant" });
  listener = await startInboundListener({ listen: { host, port: 0 }, log });
  mailbox = await startMailbox({ listen: { host, port: 0 }, log, reach: testReach() });
}, 60_000);

afterAll(async () => {
  await mailbox?.close();
  await listener?.close();
});

function testReach(): Reach {
  return {
    origins: new Set([new URL(openPixelUrl({ workspaceId: newId(), messageId: newId() })).origin]),
    fetch: (url, init) => servePublic(new Request(url as string, init)),
    deliver: (to, raw, from = "") => sendRaw(listener.port, { from, to: [to] }, raw),
    complaintAddress,
  };
}

async function sendRaw(port: number, envelope: { from: string; to: string[] }, raw: Buffer): Promise<void> {
  const transport = nodemailer.createTransport({ host, port, ignoreTLS: true, name: "mx.test" });
  try {
    await transport.sendMail({ envelope, raw });
  } finally {
    transport.close();
  }
}

interface Sent {
  id: string;
  email: string;
  returnPath: string;
  raw: Buffer;
}

async function newMessage(local: string): Promise<Sent> {
  const contact = await testContact(ctx, { email: `${local}@example.com`, listIds: [listId] });
  const id = newId();
  const { email } = contact;
  const sentAt = new Date();
  await prisma.message.create({
    data: {
      workspaceId: ctx.workspaceId,
      id,
      campaignId,
      contactId: contact.id,
      email,
      emailNormalized: email,
      emailDomain: "example.com",
      status: "sent",
      sentAt,
      deliveredAt: sentAt,
    },
  });
  return { id, email, returnPath: verpAddress("bounce", id, "bounces.acme.test"), raw: mailFor(id, email) };
}

function mailFor(messageId: string, to: string): Buffer {
  const ref = { workspaceId: ctx.workspaceId, messageId };
  const links = Array.from({ length: linkCount }, (_, no) => `<a href="${clickUrl(ref, no)}">Link ${no}</a>`);
  return Buffer.from(
    [
      "From: Acme <news@acme.test>",
      `To: <${to}>`,
      "Subject: Spring news",
      `Message-ID: <${messageIdLeft(messageId)}@acme.test>`,
      "Date: Mon, 02 Mar 2026 09:00:00 +0000",
      `List-Unsubscribe: <${oneClickUrl(ref)}>`,
      "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
      "MIME-Version: 1.0",
      "Content-Type: text/html; charset=utf-8",
      "",
      `<html><body><p>Hello</p>${links.join("\r\n")}<img src="${openPixelUrl(ref)}" width="1" height="1"></body></html>`,
      "",
    ].join("\r\n"),
  );
}

async function send(local: string): Promise<Sent> {
  const message = await newMessage(local);
  await sendRaw(mailbox.port, { from: message.returnPath, to: [message.email] }, message.raw);
  return message;
}

const load = ({ id }: Sent) =>
  prisma.message.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });

async function processAll(): Promise<void> {
  const waiting = await prisma.inboundMessage.findMany({ where: { processedAt: null }, orderBy: { id: "asc" } });
  for (const { id, workspaceId } of waiting) await processInbound(systemCtx(workspaceId!, "test"), { inboundId: id });
}

async function settle(): Promise<void> {
  const deadline = Date.now() + 25_000;
  while ((await prisma.simulatorAction.count({ where: { doneAt: null } })) > 0) {
    if (Date.now() > deadline) throw new Error("the simulator did not finish");
    await new Promise((done) => setTimeout(done, 100));
  }
  await processAll();
}

test("every kind of recipient does over SMTP and HTTP what the report then says", async () => {
  const kinds = ["open", "click", "proxy", "bot", "bounce", "full", "complain", "unsubscribe", "silent"];
  const messages = Object.fromEntries(
    await Promise.all(kinds.map(async (kind) => [kind, await send(`${kind}+ada`)] as const)),
  ) as Record<string, Sent>;
  await settle();
  const failed = await prisma.simulatorAction.findMany({ where: { error: { not: null } } });
  expect(failed).toEqual([]);

  const state = Object.fromEntries(
    await Promise.all(kinds.map(async (kind) => [kind, await load(messages[kind]!)] as const)),
  );
  expect(state.open!.firstOpenedAt).not.toBeNull();
  expect(state.open!.firstClickedAt).toBeNull();
  expect(state.click!.firstClickedAt).not.toBeNull();
  expect(state.proxy).toMatchObject({ firstOpenedAt: null });
  expect(state.proxy!.firstProxyOpenedAt).not.toBeNull();
  expect(state.bot).toMatchObject({ firstOpenedAt: null, firstClickedAt: null, unsubscribedAt: null });
  expect(state.bot!.firstBotClickedAt).not.toBeNull();
  expect(state.bounce).toMatchObject({ bounceKind: "hard" });
  expect(state.full).toMatchObject({ bounceKind: "soft", bounceCategory: "mailbox_full" });
  expect(state.complain!.complainedAt).not.toBeNull();
  expect(state.unsubscribe!.unsubscribedAt).not.toBeNull();
  expect(state.silent).toMatchObject({ firstOpenedAt: null, bouncedAt: null, complainedAt: null });

  const suppressed = await prisma.suppression.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(Object.fromEntries(suppressed.map((row) => [row.emailNormalized, row.reason]))).toEqual({
    "bounce+ada@example.com": "hard_bounce",
    "complain+ada@example.com": "complaint",
  });

  const said = await simulatorSummary({ campaign: "Spring news" });
  const totals = await prisma.campaignTotals.findUniqueOrThrow({
    where: { workspaceId_campaignId: { workspaceId: ctx.workspaceId, campaignId } },
  });
  expect(totals).toMatchObject({
    humanOpeners: said.open,
    proxyOpeners: said.proxy_open,
    humanClickers: said.click,
    botClickers: said.bot_click,
    bouncedHard: said.bounce_hard,
    bouncedSoft: said.bounce_soft,
    complained: said.complaint,
    unsubscribed: said.unsubscribe,
  });
}, 60_000);

test("the same bounce reported twice changes nothing", async () => {
  const message = await newMessage("twice");
  const action: DueAction = {
    id: newId(),
    kind: "bounce_hard",
    recipient: message.email,
    detail: { reply: "550 5.1.1 User unknown" },
    raw: message.raw,
    envelopeFrom: message.returnPath,
    receivedAt: new Date(),
  };
  for (let reported = 0; reported < 2; reported++) {
    await perform(action, testReach());
    await processAll();
  }
  const events = await prisma.event.count({ where: { workspaceId: ctx.workspaceId, messageId: message.id } });
  expect(events).toBe(1);
});

test("mail to an address that we never made is refused at RCPT", async () => {
  const attempt = sendRaw(listener.port, { from: "", to: ["bounce+forged@bounces.acme.test"] }, Buffer.from("x\r\n"));
  await expect(attempt).rejects.toThrow(/550/);
});

test("what cannot be understood is kept with its reason and suppresses nobody", async () => {
  const message = await newMessage("odd");
  await sendRaw(listener.port, { from: "a@b.test", to: [message.returnPath] }, Buffer.from("no headers at all\r\n"));
  await processAll();
  const kept = await prisma.inboundMessage.findFirstOrThrow({ where: { messageId: message.id } });
  expect(kept.kind).toBe("unknown");
  expect(kept.error).toMatch(/sender/);
  expect((await load(message)).bouncedAt).toBeNull();
});

test("a mail to the unsubscribe address ends the subscription", async () => {
  const message = await newMessage("mailto");
  const to = verpAddress("unsubscribe", message.id, "bounces.acme.test");
  await sendRaw(
    listener.port,
    { from: message.email, to: [to] },
    Buffer.from(`From: ${message.email}\r\nSubject: unsubscribe\r\n\r\n`),
  );
  await processAll();
  expect((await load(message)).unsubscribedAt).not.toBeNull();
});

test("a vacation answer to the return path is no bounce", async () => {
  const message = await newMessage("away");
  const raw = Buffer.from(
    `From: ${message.email}\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nBack on Monday\r\n`,
  );
  await sendRaw(listener.port, { from: "", to: [message.returnPath] }, raw);
  await processAll();
  expect((await load(message)).bouncedAt).toBeNull();
  const kept = await prisma.inboundMessage.findFirstOrThrow({ where: { messageId: message.id } });
  expect(kept.kind).toBe("auto_reply");
});

test("refuse+ is refused at RCPT, defer+ is taken at the second try", async () => {
  const refused = await newMessage("refuse+ada");
  await expect(sendRaw(mailbox.port, { from: refused.returnPath, to: [refused.email] }, refused.raw)).rejects.toThrow(
    /5\.1\.1/,
  );
  const deferred = await newMessage("defer+ada");
  const envelope = { from: deferred.returnPath, to: [deferred.email] };
  await expect(sendRaw(mailbox.port, envelope, deferred.raw)).rejects.toThrow(/4\.7\.1/);
  await sendRaw(mailbox.port, envelope, deferred.raw);
  expect(await prisma.capturedMessage.count({ where: { envelopeTo: deferred.email } })).toBe(1);
});

test("mail that is no campaign sets off nothing", async () => {
  const raw = Buffer.from(
    "From: Homing <homing@homing.test>\r\nTo: open+owner@example.com\r\nSubject: Confirm your address\r\n\r\nHello\r\n",
  );
  await sendRaw(mailbox.port, { from: "homing@homing.test", to: ["open+owner@example.com"] }, raw);
  const captured = await prisma.capturedMessage.findFirstOrThrow({ where: { envelopeTo: "open+owner@example.com" } });
  expect(captured.subject).toBe("Confirm your address");
  expect(await prisma.simulatorAction.count({ where: { capturedMessageId: captured.id } })).toBe(0);
});

test("what came back is listed with what it changed, page by page", async () => {
  const first = await findInbound(ctx, { limit: 3 });
  expect(first.items).toHaveLength(3);
  const all = await findInbound(ctx, { limit: 100 });
  const effects = Object.fromEntries(all.items.map((item) => [item.about, item.effect ?? item.problem]));
  expect(effects["bounce+ada@example.com"]).toBe("Hard bounce, suppressed");
  expect(effects["complain+ada@example.com"]).toBe("Complaint, suppressed");
  expect(effects["odd@example.com"]).toMatch(/sender/);
  const rest = await findInbound(ctx, { limit: 100, cursor: first.nextCursor! });
  expect([...first.items, ...rest.items]).toEqual(all.items);
  expect((await findInbound(await testWorkspace(), { limit: 100 })).items).toEqual([]);
});

const returned = (message: Sent): ReturnedMail => ({
  raw: message.raw,
  recipient: message.email,
  envelopeFrom: message.returnPath,
  receivedAt: new Date(),
});

const isSuppressed = async ({ email }: Sent) =>
  (await prisma.suppression.count({ where: { workspaceId: ctx.workspaceId, emailNormalized: email } })) > 0;

test("a policy block is a bounce that suppresses nobody", async () => {
  const message = await newMessage("blocked");
  const dsn = buildDsn(returned(message), "550 5.7.1 Message rejected by policy");
  await sendRaw(listener.port, { from: "", to: [message.returnPath] }, dsn);
  await processAll();
  expect(await load(message)).toMatchObject({ bounceKind: "block", bounceCategory: "policy" });
  expect(await isSuppressed(message)).toBe(false);
});

test("a report that a mail is no spam is no complaint", async () => {
  const message = await newMessage("fond");
  const to = complaintAddress(message.returnPath)!;
  const arf = buildArf(returned(message), to).toString().replace("Feedback-Type: abuse", "Feedback-Type: not-spam");
  await sendRaw(listener.port, { from: "feedback@fbl.test", to: [to] }, Buffer.from(arf));
  await processAll();
  expect((await load(message)).complainedAt).toBeNull();
  expect(await isSuppressed(message)).toBe(false);
});

test("a new process goes on with what the last one left", async () => {
  await mailbox.close();
  const message = await newMessage("open+later");
  const speed = () => "instant" as const;
  const store = new CaptureStore(speed);
  const arrival = { envelopeFrom: message.returnPath, envelopeTo: message.email, raw: message.raw };
  await store.add({ ...arrival, receivedAt: new Date(Date.now() - 60_000) });
  mailbox = await startMailbox({ listen: { host, port: 0 }, log, reach: testReach() });
  await settle();
  expect((await load(message)).firstOpenedAt).not.toBeNull();
});
