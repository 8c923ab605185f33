import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import * as outgoing from "@/lib/base/outgoing/outgoing-fetch";
import { surroundings } from "@/lib/base/outgoing/surroundings";
import { createMailbox } from "@/lib/inbound/mail/create-mailbox";
import { forgetAccessTokens } from "@/lib/inbound/mail/imap/access-token";
import { pollMailbox } from "@/lib/inbound/mail/imap/poll-mailbox";
import type { CreateMailbox } from "@/lib/inbound/mail/mailbox-schema";
import { findMailboxes } from "@/lib/inbound/mail/mailboxes";
import { processInbound } from "@/lib/inbound/mail/process-inbound";
import { testMailbox } from "@/lib/inbound/mail/test-mailbox";
import { updateMailbox } from "@/lib/inbound/mail/update-mailbox";
import { learnLanguages } from "@/lib/language/server";
import { verpAddress } from "@/lib/mail/mime/verp";
import { testWorkspace } from "@/tests/support/db";
import { type ImapPeer, type ImapPeerOptions, imapPeer } from "@/tests/support/imap-peer";
import { sentCampaign } from "@/tests/support/sent-campaign";

let peer: ImapPeer;

beforeEach(() => {
  // The peer is on the loopback interface, where no tenant may go.
  vi.spyOn(surroundings, "isInside").mockReturnValue(false);
  surroundings.reachMs = 1000;
  vi.spyOn(surroundings, "ports").mockImplementation(() => [peer.port]);
});

afterEach(async () => {
  vi.restoreAllMocks();
  forgetAccessTokens();
  await peer?.close();
});

async function mailboxOf(
  more: Partial<CreateMailbox> = {},
  options: ImapPeerOptions = {},
): Promise<{ ctx: Ctx; id: string }> {
  peer = await imapPeer(options);
  const ctx = await testWorkspace();
  const { id } = await createMailbox(ctx, { ...access(), name: "Bounces", ...more });
  return { ctx, id };
}

const access = () => ({
  host: "127.0.0.1",
  port: peer.port,
  security: "none" as const,
  username: "bounces",
  auth: "password" as const,
  password: "secret",
});

const mail = (subject: string, more: string[] = []) =>
  ["From: Ada <ada@example.net>", "To: bounces@acme.test", `Subject: ${subject}`, ...more, "", "Text", ""].join("\r\n");

const kept = (ctx: Ctx) =>
  prisma.inboundMessage.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });
const row = (ctx: Ctx, id: string) =>
  prisma.inboundMailbox.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
const subjects = async (ctx: Ctx) =>
  (await kept(ctx)).map(({ raw }) => /Subject: (.*)/.exec(Buffer.from(raw).toString())![1]!.trim());

test("new mail is kept, then marked as read, and never read twice", async () => {
  const { ctx, id } = await mailboxOf();
  for (let number = 1; number <= 60; number++) peer.add(mail(`No. ${number}`));
  await pollMailbox(ctx, { mailboxId: id });
  expect(await subjects(ctx)).toHaveLength(60);
  expect(peer.folders.get("INBOX")!.every((each) => each.flags.has("\\Seen"))).toBe(true);
  expect(await row(ctx, id)).toMatchObject({
    keptUid: 60n,
    doneUid: 60n,
    keptCount: 60,
    lastError: null,
    leasedUntil: null,
  });

  await pollMailbox(ctx, { mailboxId: id });
  peer.add(mail("Late"));
  await pollMailbox(ctx, { mailboxId: id });
  const all = await subjects(ctx);
  expect(all).toHaveLength(61);
  expect(all.at(-1)).toBe("Late");
});

test.each([
  ["with MOVE", undefined],
  ["without MOVE", ["IMAP4rev1", "AUTH=PLAIN"]],
])("read mail is moved %s", async (_name, capabilities) => {
  const { ctx, id } = await mailboxOf({ afterwards: "move", moveTo: "Done" }, capabilities ? { capabilities } : {});
  peer.add(mail("One"));
  peer.add(mail("Two"));
  await pollMailbox(ctx, { mailboxId: id });
  expect(await subjects(ctx)).toEqual(["One", "Two"]);
  expect(peer.folders.get("INBOX")).toEqual([]);
  expect(peer.folders.get("Done")).toHaveLength(2);
});

test("read mail is deleted, but never one that was kept only in part", async () => {
  const { ctx, id } = await mailboxOf({ afterwards: "delete" });
  peer.add(mail("Small"));
  peer.add(mail("Large", [`X-Padding: ${"x".repeat(900)}`]) + `${"y".repeat(900)}\r\n`.repeat(1300));
  await pollMailbox(ctx, { mailboxId: id });
  expect(await subjects(ctx)).toEqual(["Small", "Large"]);
  const [, large] = await kept(ctx);
  expect(large!.raw.length).toBe(1_048_576);
  expect(large!.bytes).toBeGreaterThan(1_048_576);
  expect(peer.folders.get("INBOX")!.map((each) => /Subject: (\w+)/.exec(each.raw.toString())![1])).toEqual(["Large"]);
});

test("ended between keeping and marking, the next reading marks what was kept and keeps nothing again", async () => {
  let breaks = true;
  const script = (command: string) => (breaks && command.startsWith("UID STORE") ? "drop" : undefined);
  const { ctx, id } = await mailboxOf({}, { script });
  peer.add(mail("One"));
  await pollMailbox(ctx, { mailboxId: id });
  expect(await subjects(ctx)).toEqual(["One"]);
  expect(await row(ctx, id)).toMatchObject({
    keptUid: 1n,
    doneUid: 0n,
    failures: 1,
    lastError: expect.stringMatching(/could not be marked as read/),
  });
  expect(peer.folders.get("INBOX")![0]!.flags.size).toBe(0);

  breaks = false;
  await pollMailbox(ctx, { mailboxId: id });
  expect(await subjects(ctx)).toEqual(["One"]);
  expect(peer.folders.get("INBOX")![0]!.flags.has("\\Seen")).toBe(true);
  expect(await row(ctx, id)).toMatchObject({ doneUid: 1n, failures: 0, lastError: null });
});

test("a server that ends the connection in the middle of a fetch loses nothing", async () => {
  let fetches = 0;
  const script = (command: string) => (command.includes("BODY") && ++fetches === 2 ? "drop" : undefined);
  const { ctx, id } = await mailboxOf({}, { script });
  for (let number = 1; number <= 30; number++) peer.add(mail(`No. ${number}`));
  await pollMailbox(ctx, { mailboxId: id });
  expect(await row(ctx, id)).toMatchObject({ keptUid: 25n, failures: 1 });
  await pollMailbox(ctx, { mailboxId: id });
  expect(await subjects(ctx)).toEqual(Array.from({ length: 30 }, (_, number) => `No. ${number + 1}`));
});

test("a fetch that is answered without its mails is asked again", async () => {
  let fetches = 0;
  const script = (command: string) => (command.includes("BODY") && ++fetches === 1 ? "OK nothing for you" : undefined);
  const { ctx, id } = await mailboxOf({}, { script });
  peer.add(mail("One"));
  await pollMailbox(ctx, { mailboxId: id });
  expect(await row(ctx, id)).toMatchObject({ keptUid: 0n, lastError: expect.stringMatching(/did not hand over/) });
  await pollMailbox(ctx, { mailboxId: id });
  expect(await subjects(ctx)).toEqual(["One"]);
});

test("with a new UIDVALIDITY the folder is read anew, and known mail is known", async () => {
  const { ctx, id } = await mailboxOf();
  peer.add(mail("One"));
  await pollMailbox(ctx, { mailboxId: id });
  peer.uidValidity = 8;
  peer.folders.set("INBOX", [
    { uid: 1, raw: Buffer.from(mail("New first")), flags: new Set() },
    { uid: 2, raw: Buffer.from(mail("One")), flags: new Set() },
  ]);
  await pollMailbox(ctx, { mailboxId: id });
  expect(await subjects(ctx)).toEqual(["One", "New first"]);
});

test("a mailbox is read by one process at a time", async () => {
  const { ctx, id } = await mailboxOf();
  peer.add(mail("One"));
  await Promise.all([pollMailbox(ctx, { mailboxId: id }), pollMailbox(ctx, { mailboxId: id })]);
  expect(peer.connections).toBe(1);
  expect(await subjects(ctx)).toEqual(["One"]);
});

test("a wrong password is told in words, waits longer each time, and people hear of it once", async () => {
  learnLanguages();
  const { ctx, id } = await mailboxOf({ password: "wrong" });
  const waits: number[] = [];
  for (let turn = 0; turn < 4; turn++) {
    const before = Date.now();
    await pollMailbox(ctx, { mailboxId: id });
    waits.push(Math.round(((await row(ctx, id)).nextPollAt.getTime() - before) / 60_000));
  }
  expect(waits).toEqual([1, 2, 4, 8]);
  const [view] = await findMailboxes(ctx);
  expect(view).toMatchObject({
    lastError: expect.stringMatching(/does not take the user name and password.*Invalid credentials/),
  });
  expect(JSON.stringify(view)).not.toContain("wrong");
  const reported = await prisma.notification.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(reported.map(({ kind }) => kind)).toEqual(["inbound.mailbox_failed"]);
  expect(reported[0]?.body).toContain("does not take the user name");
  expect(JSON.stringify(reported[0]?.translations)).not.toContain("does not take the user name");
});

test("OAuth: the refresh token buys an access token, and a new refresh token takes the old one's place", async () => {
  const asked: string[] = [];
  vi.spyOn(outgoing, "outgoingFetch").mockImplementation(async (_url, init = {}) => {
    const given = new URLSearchParams(String(init.body)).get("refresh_token")!;
    asked.push(given);
    return Response.json({ access_token: `token-for-${given}`, expires_in: 3600, refresh_token: "second" });
  });
  const oauth = {
    auth: "oauth2" as const,
    clientId: "client",
    clientSecret: "s",
    refreshToken: "first",
    tokenUrl: "https://login.example.com/token",
  };
  const { ctx, id } = await mailboxOf(oauth, { tokens: ["token-for-first", "token-for-second"] });
  peer.add(mail("One"));
  await pollMailbox(ctx, { mailboxId: id });
  await pollMailbox(ctx, { mailboxId: id });
  expect((await row(ctx, id)).lastError).toBeNull();
  expect(await subjects(ctx)).toEqual(["One"]);
  expect(asked).toEqual(["first", "second"]);
  expect(peer.commands.some((command) => command.startsWith("LOGIN"))).toBe(false);

  forgetAccessTokens();
  vi.mocked(outgoing.outgoingFetch).mockImplementation(async () =>
    Response.json({ error: "invalid_grant", error_description: "revoked" }, { status: 400 }),
  );
  await pollMailbox(ctx, { mailboxId: id });
  expect((await row(ctx, id)).lastError).toMatch(/does not take the refresh token any longer/);
  vi.unstubAllGlobals();
});

test("a polled bounce finds its message by our token in the header and counts once", async () => {
  const { ctx, id } = await mailboxOf();
  const { messages } = await sentCampaign(ctx);
  const { id: messageId, email } = messages[0]!;
  const to = verpAddress("bounce", messageId, "bounces.acme.test");
  const lines = [
    "Return-Path: <>",
    `X-Original-To: ${to}`,
    "From: MAILER-DAEMON@mx.example.net",
    "Subject: Undelivered Mail Returned to Sender",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    "",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example.net",
    "",
    `Final-Recipient: rfc822; ${email}`,
    "Action: failed",
    "Status: 5.1.1",
    "Diagnostic-Code: smtp; 550 5.1.1 no such user",
    "",
    "--b--",
  ];
  peer.add(lines.join("\r\n"));
  await pollMailbox(ctx, { mailboxId: id });
  const [inbound] = await kept(ctx);
  await processInbound(ctx, { inboundId: inbound!.id });
  expect((await kept(ctx))[0]).toMatchObject({ kind: "dsn", messageId, foundBy: "token", route: "imap", error: null });
  expect(
    await prisma.message.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: messageId } },
    }),
  ).toMatchObject({ bounceKind: "hard" });
});

test("a connection can be tried before it is saved, and a saved secret never goes to another server", async () => {
  const { ctx, id } = await mailboxOf();
  peer.add(mail("One"));
  expect(await testMailbox(ctx, access())).toEqual({ ok: true, message: "It works: INBOX has 1 mail." });
  expect(await testMailbox(ctx, { ...access(), folder: "Nowhere" })).toMatchObject({
    ok: false,
    message: expect.stringMatching(/no such folder/),
  });
  const { password: _left, ...rest } = access();
  const inboundMailboxId = publicId("imb", id);
  expect(await testMailbox(ctx, { ...rest, inboundMailboxId })).toMatchObject({ ok: true });
  await expect(testMailbox(ctx, { ...rest, host: "elsewhere.example", inboundMailboxId })).rejects.toMatchObject({
    fields: { password: expect.any(String) },
  });
  await expect(updateMailbox(ctx, { inboundMailboxId, host: "elsewhere.example" })).rejects.toMatchObject({
    code: "invalid",
  });
  expect(await kept(ctx)).toEqual([]);
});

test("servers in private networks are refused", async () => {
  const { ctx, id } = await mailboxOf();
  vi.mocked(surroundings.isInside).mockReturnValue(true);
  await pollMailbox(ctx, { mailboxId: id });
  expect((await row(ctx, id)).lastError).toMatch(/^No connection to 127\.0\.0\.1:/);
  expect(peer.connections).toBe(0);
  await expect(createMailbox(ctx, { ...access(), name: "Inside" })).rejects.toMatchObject({
    fields: { host: expect.stringMatching(/private network/) },
  });
});

test("a name that leads outside when it is judged is connected to there, whatever it answers later", async () => {
  const { ctx, id } = await mailboxOf({ host: "flip.example.com" });
  vi.mocked(surroundings.isInside).mockImplementation((address) => address !== "127.0.0.1");
  const resolve = vi
    .spyOn(surroundings, "resolve")
    .mockResolvedValue(["127.0.0.2"])
    .mockResolvedValueOnce(["127.0.0.1"]);
  peer.add(mail("One"));
  await pollMailbox(ctx, { mailboxId: id });
  expect(await subjects(ctx)).toEqual(["One"]);
  expect([resolve.mock.calls.length, peer.connections]).toEqual([1, 1]);
  await pollMailbox(ctx, { mailboxId: id });
  expect((await row(ctx, id)).lastError).toMatch(/^No connection to flip\.example\.com/);
  expect([resolve.mock.calls.length, peer.connections]).toEqual([2, 1]);
});

test("an answer larger than a mail may be ends the connection", async () => {
  const script = (command: string) => (command.includes("BODY") ? "OK {900000000}" : undefined);
  const { ctx, id } = await mailboxOf({}, { script });
  peer.add(mail("One"));
  await pollMailbox(ctx, { mailboxId: id });
  expect((await row(ctx, id)).failures).toBe(1);
  expect(await kept(ctx)).toEqual([]);
});
