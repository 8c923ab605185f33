import pg from "pg";
import { describe, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { open, seal } from "@/lib/base/security/secret-box";
import { recordEvents } from "@/lib/events/door/record-events";
import { processInbound } from "@/lib/inbound/mail/process-inbound";
import { storeInbound } from "@/lib/inbound/mail/store-inbound";
import { createEndpoint } from "@/lib/inbound/provider-webhooks/create-endpoint";
import { processEndpoint } from "@/lib/inbound/provider-webhooks/process-endpoint";
import { receiveCall } from "@/lib/inbound/provider-webhooks/receive-call";
import { verpAddress } from "@/lib/mail/mime/verp";
import { parseReply, type TransportOutcome } from "@/lib/mail/transport";
import { MemoryTransport } from "@/lib/mail/transports/memory";
import { signCall } from "@/lib/run/conformance/webhook-signer";
import { buildDsn } from "@/lib/run/mailbox/simulator/reports";
import { recordOutcomes } from "@/lib/sending/engine/record-outcomes";
import { sendBatch } from "@/lib/sending/engine/send-batch";
import { type LaunchedCampaign, launchedCampaign, through } from "./sending-fixture";

const DAY_MS = 86_400_000;

interface Fact {
  reply: string;
  /** Days ago on which earlier messages to the same mailbox came back as full. */
  before?: number[];
  /** The other side asks to come back, and the time for that is over. */
  triedFor?: number;
}

const facts: Record<string, Fact> = {
  "no such user": { reply: "550 5.1.1 User unknown" },
  "no such domain": { reply: "550 5.1.2 Host or domain name not found" },
  "a full mailbox": { reply: "552 5.2.2 Mailbox full" },
  "the fifth time in a row that the mailbox is full": { reply: "552 5.2.2 Mailbox full", before: [9, 7, 5, 3] },
  "a block for reputation": { reply: "550 5.7.1 Client host blocked using Spamhaus" },
  "failed authentication": { reply: "550 5.7.26 Unauthenticated mail is not accepted: DMARC policy of the domain" },
  "a message that is too large": { reply: "552 5.3.4 Message size exceeds fixed limit" },
  "the recipient's own rule": { reply: "550 5.7.133 Sender not authenticated for group" },
  "no such user, as a deferral for as long as we try": { reply: "450 4.1.1 User unknown", triedFor: 30 },
  "a block, as a deferral for as long as we try": { reply: "421 4.7.0 Blocked using Spamhaus", triedFor: 30 },
};

/** How the refusal of the one message of a campaign comes back. */
type Route = (campaign: LaunchedCampaign, fact: Fact) => Promise<void>;

const accepted: Route = async ({ ctx, batchIds }) => {
  await sendBatch(ctx, batchIds[0]!, through(new MemoryTransport()));
};

const messageOf = ({ ctx, campaignId }: LaunchedCampaign) =>
  ctx.db.message.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, campaignId } });

const routes: Record<string, Route> = {
  "SMTP reply": async ({ ctx, batchIds }, { reply }) => {
    await sendBatch(ctx, batchIds[0]!, through(new MemoryTransport({ reply: () => reply })));
  },
  "DSN mail": async (campaign, fact) => {
    await accepted(campaign, fact);
    const { id, email, sentAt } = await messageOf(campaign);
    const envelopeTo = verpAddress("bounce", id, "bounces.example.com");
    const returned = { raw: Buffer.from("Subject: Hello\r\n\r\n"), recipient: email, receivedAt: sentAt! };
    const raw = buildDsn({ ...returned, envelopeFrom: envelopeTo }, fact.reply);
    const kept = await storeInbound({ route: "smtp", envelopeFrom: "", envelopeTo, raw });
    await processInbound(campaign.ctx, { inboundId: kept.id });
  },
  "provider webhook": async (campaign, fact) => {
    await accepted(campaign, fact);
    const { id, email } = await messageOf(campaign);
    const about = { message_id: id, email, timestamp: Math.floor(Date.now() / 1000), sg_event_id: newId() };
    const { enhanced } = parseReply(fact.reply);
    await tell(campaign.ctx, [{ ...about, event: "bounce", type: "bounce", reason: fact.reply, status: enhanced }]);
  },
};

/** A call of SendGrid's, from the signature to the fact. */
async function tell(ctx: Ctx, payload: unknown): Promise<void> {
  const created = await createEndpoint(ctx, { provider: "sendgrid" });
  const rawBody = Buffer.from(JSON.stringify(payload));
  const headers = { "content-type": "application/json" };
  const signed = signCall("sendgrid", { method: "POST", url: "/", headers, rawBody, now: new Date() });
  await ctx.db.providerEndpoint.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: created.id } },
    data: { secretsSealed: seal(JSON.stringify(signed.secrets)) },
  });
  const call = { ...signed.request, provider: "sendgrid", token: open(created.tokenSealed) };
  expect(await receiveCall({ ...call, readBody: async () => rawBody }, signed.tools)).toMatchObject({ status: 200 });
  await processEndpoint(ctx, { endpointId: created.id });
}

/** A campaign to one person whose earlier messages came back as the fact says. */
async function campaignFor({ before = [], triedFor }: Fact): Promise<LaunchedCampaign> {
  const campaign = await launchedCampaign(1);
  const { ctx } = campaign;
  const message = await messageOf(campaign);
  for (const days of before) {
    const id = newId();
    const { variantId: _, campaignId: __, ...row } = message;
    await ctx.db.message.create({ data: { ...row, id, status: "sent" } });
    const data = { kind: "soft" as const, category: "mailbox_full" };
    const occurredAt = new Date(Date.now() - days * DAY_MS);
    await recordEvents(ctx, [{ type: "message.bounced", messageId: id, occurredAt, data }]);
  }
  if (triedFor) {
    const data = {
      sendingAt: new Date(Date.now() - triedFor * 3_600_000),
      status: "deferred" as const,
      attemptCount: 8,
      nextAttemptAt: new Date(),
    };
    await ctx.db.message.updateMany({ where: { workspaceId: ctx.workspaceId, id: message.id }, data });
  }
  return campaign;
}

/** Everything that a refusal changes, without what only says by which route it came. */
async function whatFollowed(campaign: LaunchedCampaign) {
  const { ctx, contacts } = campaign;
  const scope = { workspaceId: ctx.workspaceId };
  const message = await messageOf(campaign);
  const events = await ctx.db.event.findMany({ where: { ...scope, messageId: message.id }, orderBy: { id: "asc" } });
  const suppressions = await ctx.db.suppression.findMany({ where: scope });
  const contact = await ctx.db.contact.findFirstOrThrow({ where: { ...scope, id: contacts[0]!.id } });
  const subscriptions = await ctx.db.subscription.findMany({ where: scope });
  const notices = await ctx.db.notification.findMany({ where: { ...scope, kind: "feedback.trouble" } });
  const slowed = await ctx.db.pacingRule.findMany({ where: scope });
  return {
    events: events
      .filter(({ type }) => type !== "message.sent")
      .map(({ type, data }) => {
        const { kind, category, code, status, reply } = data as Record<string, unknown>;
        return { type, kind, category, code, status, reply };
      }),
    message: {
      bounceKind: message.bounceKind,
      category: message.bounceCategory,
      codes: [message.replyCode, message.statusCode],
      text: message.replyText,
    },
    suppressions: suppressions.map(({ emailNormalized, reason, note, expiresAt, messageId }) => ({
      ...{ own: emailNormalized === message.emailNormalized, reason, note, byMessage: messageId === message.id },
      days: expiresAt && Math.round((expiresAt.getTime() - Date.now()) / DAY_MS),
    })),
    contact: [contact.lastActivityAt, subscriptions.map(({ status }) => status)],
    notices: notices.map(({ severity, title, body }) => ({ severity, title, body })),
    slowed: slowed.map(({ provider, reason, currentPerSecond }) => ({ provider, reason, currentPerSecond })),
  };
}

async function byRoute(name: string, fact: Fact) {
  const campaign = await campaignFor(fact);
  await routes[name]!(campaign, fact);
  return whatFollowed(campaign);
}

describe.each(Object.entries(facts))("%s", (_what, fact) => {
  test.each(["DSN mail", "provider webhook"])("is the same fact by %s as by SMTP reply", async (route) => {
    const bySmtp = await byRoute("SMTP reply", fact);
    expect(bySmtp.events).toHaveLength(1);
    expect(await byRoute(route, fact)).toEqual(bySmtp);
  });
});

test("the facts lead to what they should", async () => {
  const outcome = async (what: keyof typeof facts) => {
    const { events, suppressions, notices, slowed } = await byRoute("SMTP reply", facts[what]!);
    const [suppression] = suppressions;
    return [events[0]?.kind, suppression?.reason ?? null, suppression?.days ?? null, notices.length, slowed.length];
  };
  expect(await outcome("no such user")).toEqual(["hard", "hard_bounce", null, 0, 0]);
  expect(await outcome("a full mailbox")).toEqual(["soft", null, null, 0, 0]);
  expect(await outcome("the fifth time in a row that the mailbox is full")).toEqual(["soft", "soft_bounce", 90, 0, 0]);
  expect(await outcome("a block for reputation")).toEqual(["block", null, null, 1, 1]);
  expect(await outcome("failed authentication")).toEqual(["block", null, null, 1, 0]);
  expect(await outcome("no such user, as a deferral for as long as we try")).toEqual([
    "hard",
    "hard_bounce",
    null,
    0,
    0,
  ]);
});

/** How many statements it takes to record that these messages were refused. */
async function statementsFor(ctx: Ctx, messageIds: readonly string[]): Promise<number> {
  const text = "550 5.1.1 User unknown";
  const at = new Date();
  const refused = {
    result: "refused",
    ...parseReply(text),
    text,
    providerId: null,
    startedAt: at,
    endedAt: at,
  } as const;
  const outcomes = messageIds.map((messageId): TransportOutcome => ({ messageId, ...refused }));
  const transport = { id: null, kind: "smtp", acceptsForRecipient: false } as const;
  const query = vi.spyOn(pg.Client.prototype, "query");
  await recordOutcomes(ctx, outcomes, { transport, retry: true });
  const { length } = query.mock.calls;
  query.mockRestore();
  return length;
}

test("a group of refusals is recorded in as many statements as a single one", async () => {
  const { ctx, campaignId } = await launchedCampaign(32);
  const messages = await ctx.db.message.findMany({ where: { workspaceId: ctx.workspaceId, campaignId } });
  const [first, second, ...group] = messages.map(({ id }) => id);
  await statementsFor(ctx, [first!]);
  const single = await statementsFor(ctx, [second!]);
  expect(await statementsFor(ctx, group)).toBe(single);
  expect(await ctx.db.suppression.count({ where: { workspaceId: ctx.workspaceId } })).toBe(32);
  // Two of them ask whether an endpoint of webhooks wants to be told: of the bounce, and of who is suppressed.
  expect(single).toBeLessThanOrEqual(15);
});
