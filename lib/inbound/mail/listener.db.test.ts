import type { TLSSocket } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { env } from "@/lib/base/env";
import { workspaceAddress } from "@/lib/inbound/addresses/workspace-address";
import { type InboundListener, type ListenerOptions, startInboundListener } from "@/lib/inbound/mail/listener";
import { verpAddress } from "@/lib/mail/mime/verp";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { SmtpClient } from "@/tests/support/smtp-client";

let listener: InboundListener | undefined;
const clients: SmtpClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy();
  await listener?.close();
  listener = undefined;
});

const start = async (options: Partial<ListenerOptions> = {}) => {
  listener = await startInboundListener({ listen: { host: "127.0.0.1", port: 0 }, ...options });
};

async function client(): Promise<SmtpClient> {
  const made = new SmtpClient(listener!.port);
  clients.push(made);
  return made;
}

async function greeted(): Promise<SmtpClient> {
  const made = await client();
  expect(await made.reply()).toMatch(/^220/);
  await made.say("EHLO mx.test");
  return made;
}

const mail = "From: a@example.com\r\nSubject: Hi\r\n\r\nText\r\n.";

test("STARTTLS works with a certificate of its own making, and mail comes in over it", async () => {
  await start({ name: "bounces.homing.test" });
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx);
  const talk = await client();
  await talk.reply();
  expect(await talk.say("EHLO mx.test")).toContain("STARTTLS");
  expect(await talk.say("STARTTLS")).toMatch(/^220/);
  await talk.startTls();
  const { subject, valid_to } = (talk.socket as TLSSocket).getPeerCertificate();
  expect(subject.CN).toBe("bounces.homing.test");
  expect(new Date(valid_to).getTime()).toBeGreaterThan(Date.now());
  await talk.say("EHLO mx.test");
  await talk.say("MAIL FROM:<>");
  expect(await talk.say(`RCPT TO:<${verpAddress("bounce", messages[0]!.id, "x.test")}>`)).toMatch(/^250/);
  expect(await talk.say("DATA")).toMatch(/^354/);
  expect(await talk.say(mail)).toMatch(/^250 2\.0\.0 Ok: kept/);
  expect(await prisma.inboundMessage.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1);
});

test("only addresses of ours are taken at RCPT", async () => {
  await start();
  const ctx = await testWorkspace();
  await ensureDefaultSending(ctx);
  const { email } = await prisma.sender.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  const { returnPathHost } = await prisma.sendingDomain.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  const talk = await greeted();
  await talk.say("MAIL FROM:<>");
  const token = workspaceAddress("replies", ctx.workspaceId, "x.test");
  const taken = [token, token.toUpperCase(), email, `postmaster@${env.INBOUND_DOMAIN}`, `abuse@${returnPathHost}`];
  for (const address of taken) expect(await talk.say(`RCPT TO:<${address}>`), address).toMatch(/^250/);
  await talk.say("RSET");
  await talk.say("MAIL FROM:<>");
  const forged = token.replace(/.@/, (end) => (end === "a@" ? "b@" : "a@"));
  for (const address of [forged, "somebody@example.com", "postmaster@example.com", `bounce+${"a".repeat(39)}@x.test`]) {
    expect(await talk.say(`RCPT TO:<${address}>`), address).toMatch(/^550 5\.1\.1/);
  }
});

test("while the mail cannot be kept the answer is 451, and the same mail again is kept once", async () => {
  const ctx = await testWorkspace();
  const to = workspaceAddress("replies", ctx.workspaceId, "x.test");
  await start({ store: () => Promise.reject(new Error("the database is away")), log: quiet });
  const give = async () => {
    const talk = await greeted();
    await talk.say("MAIL FROM:<a@example.com>");
    await talk.say(`RCPT TO:<${to}>`);
    await talk.say("DATA");
    return talk.say(mail);
  };
  expect(await give()).toMatch(/^451 4\.3\.0/);
  await listener!.close();
  await start();
  expect(await give()).toMatch(/^250/);
  expect(await give()).toMatch(/^250/);
  expect(await prisma.inboundMessage.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1);
});
const nothing = () => {};
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing } as unknown as NonNullable<
  ListenerOptions["log"]
>;

test("a peer is bounded in mails, recipients, octets and connections", async () => {
  await start({
    limits: { mailsPerMinute: 2, recipients: 1, mailBytes: 200, connectionsPerPeer: 2 },
    store: async () => {},
  });
  const to = workspaceAddress("replies", newId(), "x.test");
  const talk = await greeted();
  await talk.say("MAIL FROM:<a@example.com>");
  await talk.say(`RCPT TO:<${to}>`);
  expect(await talk.say(`RCPT TO:<${to.replace("x.test", "y.test")}>`)).toMatch(/^452 4\.5\.3/);
  await talk.say("DATA");
  expect(await talk.say(`Subject: ${"x".repeat(300)}\r\n\r\n.`)).toMatch(/^552 5\.3\.4/);
  expect(await talk.say("MAIL FROM:<a@example.com> SIZE=100000")).toMatch(/^552/);
  await talk.say("RSET");
  expect(await talk.say("MAIL FROM:<a@example.com>")).toMatch(/^250/);
  await talk.say("RSET");
  expect(await talk.say("MAIL FROM:<a@example.com>")).toMatch(/^450 4\.7\.0/);
  await greeted();
  expect(await (await client()).reply()).toMatch(/^421 4\.7\.0/);
  talk.socket.destroy();
  await expect.poll(async () => (await client()).reply()).toMatch(/^220/);
});

test("who drips octets, or stays for too long, is hung up on", async () => {
  await start({ limits: { contentMs: 300, connectionMs: 1_500 }, store: async () => {} });
  const talk = await greeted();
  await talk.say("MAIL FROM:<a@example.com>");
  await talk.say(`RCPT TO:<${workspaceAddress("replies", newId(), "x.test")}>`);
  await talk.say("DATA");
  const drip = setInterval(() => talk.socket.write("x"), 50);
  expect(await talk.reply()).toMatch(/^421 4\.4\.2/);
  clearInterval(drip);
  const idle = await greeted();
  expect(await idle.reply()).toMatch(/^421 4\.4\.2/);
});
