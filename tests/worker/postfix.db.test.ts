import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { type InboundListener, startInboundListener } from "@/lib/inbound/mail/listener";
import { processInbound } from "@/lib/inbound/mail/process-inbound";
import { smtpOptions } from "@/lib/mail/smtp/smtp-options";
import { SmtpTransport } from "@/lib/mail/transports/smtp";
import { ledger } from "@/lib/reports/ledger";
import { sendBatch } from "@/lib/sending/engine/send-batch";
import { storedRollUps } from "@/tests/support/recount";
import { noPostfix, type Postfix, startPostfix } from "../support/postfix";
import { type ScriptedPeer, scriptedPeer } from "../support/scripted-smtp-peer";
import { type LaunchedCampaign, launchedCampaign, through } from "./sending-fixture";

const missing = noPostfix();
if (missing) console.info(`The test with a real Postfix is skipped: ${missing}.`);

/** How each recipient's mail ends, by the first word of the address, and how many there are of it. */
const fates = {
  delivered: 12,
  // Refused by Postfix at RCPT, more of them in a row than it bears by default.
  refused: 25,
  // Put off by Postfix at RCPT.
  deferred: 4,
  // Taken by Postfix, refused by the next hop: a bounce comes back.
  gone: 5,
  full: 3,
  spam: 2,
} as const;
type Fate = keyof typeof fates;
const total = Object.values(fates).reduce((sum, count) => sum + count, 0);
const reported = fates.gone + fates.full + fates.spam;

let listener: InboundListener;
let nextHop: ScriptedPeer;
let postfix: Postfix;

/** The mail system behind Postfix. */
const nextHopReplies: Readonly<Record<string, string>> = {
  gone: "550 5.1.1 The email account that you tried to reach does not exist",
  full: "452 4.2.2 The recipient's mailbox is over quota",
  spam: "550 5.7.1 Message rejected because of unacceptable content",
};

beforeAll(async () => {
  if (missing) return;
  listener = await startInboundListener({ listen: { host: "127.0.0.1", port: 0 }, name: "bounces.homing.test" });
  nextHop = await scriptedPeer({
    answer: (command) => {
      const fate = /^RCPT TO:<([a-z]+)-/i.exec(command)?.[1];
      return fate ? nextHopReplies[fate] : undefined;
    },
  });
  postfix = await startPostfix({
    recipients: [
      "/^refused-/ 550 5.1.1 Recipient address rejected: User unknown in virtual mailbox table",
      "/^deferred-/ 450 4.2.0 Recipient address rejected: Greylisted",
    ],
    routes: [
      `/^(bounce|complaint|unsubscribe)\\+/ smtp:[127.0.0.1]:${listener.port}`,
      `/./ smtp:[127.0.0.1]:${nextHop.port}`,
    ],
  });
}, 60_000);

afterAll(async () => {
  await postfix?.stop();
  await nextHop?.close();
  await listener?.close();
});

/** Gives the recipients of a launched campaign addresses that say how their mail ends. */
async function withFates(campaign: LaunchedCampaign): Promise<void> {
  const names = Object.entries(fates).flatMap(([fate, count]) =>
    Array.from({ length: count }, (_, number) => `${fate}-${number}-${campaign.campaignId.slice(-6)}@example.net`),
  );
  for (const [index, { id }] of campaign.contacts.entries()) {
    const address = { email: names[index]!, emailNormalized: names[index]! };
    const { workspaceId } = campaign.ctx;
    await prisma.contact.update({ where: { workspaceId_id: { workspaceId, id } }, data: address });
    await prisma.message.updateMany({ where: { workspaceId, contactId: id }, data: address });
  }
}

async function readInbound(ctx: Ctx, count: number): Promise<void> {
  const where = { workspaceId: ctx.workspaceId };
  const until = Date.now() + 30_000;
  while ((await prisma.inboundMessage.count({ where })) < count) {
    if (Date.now() > until) throw new Error(`Not all reports came back.\n${postfix.log().slice(-4000)}`);
    await sleep(100);
  }
  for (const { id } of await prisma.inboundMessage.findMany({ where })) await processInbound(ctx, { inboundId: id });
}

const messagesOf = async ({ ctx, campaignId }: LaunchedCampaign, fate: Fate) =>
  prisma.message.findMany({
    where: { workspaceId: ctx.workspaceId, campaignId, email: { startsWith: `${fate}-` } },
    include: { attempts: true },
  });

test.skipIf(missing !== null)(
  "through a real Postfix: refused, put off, delivered and returned mail ends as the right fact on each message",
  async () => {
    const campaign = await launchedCampaign(total);
    await withFates(campaign);
    const { ctx, campaignId } = campaign;
    const transport = new SmtpTransport(smtpOptions({ host: "127.0.0.1", port: postfix.port, ignoreTls: true }));
    await sendBatch(ctx, campaign.batchIds[0]!, through(transport));
    await transport.close();
    await readInbound(ctx, reported);

    const every = async (fate: Fate, facts: Record<string, unknown>) => {
      const messages = await messagesOf(campaign, fate);
      expect(messages).toHaveLength(fates[fate]);
      for (const message of messages) expect(message, message.email).toMatchObject(facts);
    };
    await every("delivered", { status: "sent", sentAt: expect.any(Date), bouncedAt: null, replyCode: 250 });
    await every("refused", { status: "failed", bounceKind: "hard", replyCode: 550, statusCode: "5.1.1", sentAt: null });
    await every("deferred", { status: "deferred", bouncedAt: null, nextAttemptAt: expect.any(Date) });
    const returned = { status: "sent", sentAt: expect.any(Date), bouncedAt: expect.any(Date) };
    await every("gone", { ...returned, bounceKind: "hard", bounceCategory: "invalid_recipient", statusCode: "5.1.1" });
    await every("full", { ...returned, bounceKind: "soft", bounceCategory: "mailbox_full", statusCode: "4.2.2" });
    await every("spam", { ...returned, bounceKind: "block", bounceCategory: "content_rejected", statusCode: "5.7.1" });
    for (const { replyText } of await messagesOf(campaign, "gone")) expect(replyText).toContain("does not exist");

    const suppressed = await prisma.suppression.findMany({ where: { workspaceId: ctx.workspaceId } });
    const wanted = [...(await messagesOf(campaign, "refused")), ...(await messagesOf(campaign, "gone"))];
    expect(suppressed.map((each) => each.emailNormalized).sort()).toEqual(wanted.map((each) => each.email).sort());
    expect(new Set(suppressed.map((each) => each.reason))).toEqual(new Set(["hard_bounce"]));

    const inbound = await prisma.inboundMessage.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(inbound).toHaveLength(reported);
    for (const mail of inbound) {
      expect(mail).toMatchObject({ kind: "dsn", foundBy: "token", error: null, envelopeFrom: "" });
    }
    expect(postfix.log(), "the reports came encrypted").toMatch(/TLS connection established to 127\.0\.0\.1/);

    expect(await ledger(ctx, campaignId)).toMatchObject({
      audience: total,
      balanced: true,
      bounced: fates.refused + reported,
      pending: fates.deferred,
    });
    const key = { workspaceId_campaignId: { workspaceId: ctx.workspaceId, campaignId } };
    expect(await prisma.campaignTotals.findUniqueOrThrow({ where: key })).toMatchObject({
      sent: total - fates.deferred,
      delivered: fates.delivered,
      deferred: fates.deferred,
      failed: 0,
      bouncedHard: fates.refused + fates.gone,
      bouncedSoft: fates.full,
      bouncedBlock: fates.spam,
      complained: 0,
    });
  },
  60_000,
);

test.skipIf(missing !== null)(
  "a report reported again by Postfix changes nothing, and an address that we never made is refused",
  async () => {
    const campaign = await launchedCampaign(total);
    await withFates(campaign);
    const { ctx } = campaign;
    const options = { host: "127.0.0.1", port: postfix.port, ignoreTls: true };
    const transport = new SmtpTransport(smtpOptions(options));
    await sendBatch(ctx, campaign.batchIds[0]!, through(transport));
    await readInbound(ctx, reported);
    const before = await storedRollUps(ctx);
    const inbound = await prisma.inboundMessage.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    const again = (envelopeTo: string) => ({
      id: inbound.id,
      envelopeFrom: "",
      envelopeTo,
      raw: Buffer.from(inbound.raw),
      smtpUtf8: false,
      parts: () => ({ from: "", to: "", subject: "", html: "", text: "", headers: {} }),
    });
    await transport.send([again(inbound.envelopeTo)], {
      onOutcome: (outcome) => expect(outcome.result).toBe("accepted"),
    });
    await transport.send([again(`bounce+${"a".repeat(39)}@bounces.homing.test`)], { onOutcome: () => {} });
    await transport.close();
    await readInbound(ctx, reported + 1);
    expect(await storedRollUps(ctx)).toEqual(before);
    await expect.poll(() => postfix.log(), { timeout: 10_000 }).toMatch(/550 5\.1\.1 No such address here/);
    expect(await prisma.inboundMessage.count({ where: { workspaceId: ctx.workspaceId } })).toBe(reported + 1);
  },
  60_000,
);
