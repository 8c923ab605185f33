import type { Ctx } from "@/lib/base/context";
import type { Message } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { emailTags } from "@/lib/content/links/email-content";
import { placeOf } from "@/lib/events/ledger/place";
import { eventData } from "@/lib/events/ledger/stored-event";
import { isLikely } from "@/lib/feedback/parse/found-by";
import { isInForce } from "@/lib/people/addresses/in-force";
import { renderMessage } from "./message-preview";
import { isSingleMail, messageStory, type StoryEvent } from "./message-story";
import { MessageRef, type MessageView, type SingleMailView } from "./schema";

/** A message that is opened again and again by a machine can have thousands of events. */
const MAX_EVENTS = 500;

/** The message of this workspace, or `not_found`. */
export async function findMessageView(ctx: Ctx, id: string): Promise<Message> {
  const message = await ctx.db.message.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
  if (!message) throw notFound("message");
  return message;
}

/** One message with everything that happened to it, or `not_found`. */
export async function getMessage(ctx: Ctx, input: { messageId: string }): Promise<MessageView> {
  requirePermission(ctx, "reports.read");
  const { messageId } = MessageRef.parse(input);
  const message = await findMessageView(ctx, messageId);
  const { workspaceId } = ctx;
  const campaignId = message.campaignId ?? message.testCampaignId;
  const [attempts, events, inbound, replies, transports, campaign, rendered, suppression, single] = await Promise.all([
    ctx.db.messageAttempt.findMany({ where: { workspaceId, messageId }, orderBy: { number: "asc" }, take: 100 }),
    findEvents(ctx, messageId),
    ctx.db.inboundMessage.findMany({
      where: { workspaceId, messageId },
      select: { id: true, receivedAt: true, kind: true, foundBy: true, result: true, error: true },
      orderBy: { receivedAt: "asc" },
      take: 100,
    }),
    ctx.db.reply.findMany({
      where: { workspaceId, messageId },
      select: { id: true, inboundId: true, preview: true },
      take: 100,
    }),
    ctx.db.transport.findMany({ where: { workspaceId }, select: { id: true, name: true } }),
    campaignId
      ? ctx.db.campaign.findUnique({
          where: { workspaceId_id: { workspaceId, id: campaignId } },
          select: { id: true, name: true, trackOpens: true, trackClicks: true },
        })
      : null,
    renderMessage(ctx, message),
    findSuppression(ctx, message),
    isSingleMail(message) ? findSingle(ctx, messageId) : null,
  ]);
  const names = new Map(transports.map(({ id, name }) => [id, name]));
  const shown = events.slice(0, MAX_EVENTS);
  return {
    id: publicId("msg", message.id),
    kind: message.kind,
    email: message.email,
    contactId: message.contactId && publicId("ctc", message.contactId),
    campaign: campaign && { id: publicId("cmp", campaign.id), name: campaign.name },
    ...noticed(campaign ?? single),
    single: single && withoutTracking(single, rendered !== null),
    subject: rendered?.subject ?? null,
    from: rendered?.from ?? null,
    place: placeOf(message),
    transport: (message.transportId && names.get(message.transportId)) ?? null,
    opens: message.openCount,
    clicks: message.clickCount,
    complained: message.complainedAt !== null,
    unsubscribed: message.unsubscribedAt !== null,
    replied:
      shown.some((event) => event.type === "message.replied") ||
      inbound.some(({ kind, foundBy }) => kind === "reply" && !isLikely(foundBy)),
    attempts: Math.max(message.attemptCount, attempts.length),
    nextAttemptAt: message.status === "deferred" ? (message.nextAttemptAt?.toISOString() ?? null) : null,
    steps: messageStory({
      message,
      attempts,
      events: shown,
      inbound,
      replies: new Map(replies.map(({ inboundId, id, preview }) => [inboundId, { id, preview }])),
      transports: names,
    }),
    cut: events.length > MAX_EVENTS,
    suppression,
    hasPreview: rendered !== null,
  };
}

/** The first ones by time; (workspace, message, id) is an index and ids are in the order of time. */
async function findEvents(ctx: Ctx, messageId: string): Promise<StoryEvent[]> {
  const rows = await ctx.db.$queryRaw<(Omit<StoryEvent, "data"> & { data: unknown })[]>`
    select e.id, e.type, e.occurred_at as "occurredAt", e.actor, e.reasons, e.ip, e.user_agent as "userAgent",
           link.url, e.data
      from event e
      left join campaign_link link on link.workspace_id = e.workspace_id and link.id = e.link_id
     where e.workspace_id = ${ctx.workspaceId}::uuid and e.message_id = ${messageId}::uuid
     order by e.id limit ${MAX_EVENTS + 1}`;
  return rows.map((row) => ({ ...row, data: eventData.read(row.data) }));
}

type FoundSingle = Omit<SingleMailView, "isKept"> & Tracked;
interface Tracked {
  trackOpens: boolean;
  trackClicks: boolean;
}

const noticed = (by: Tracked | null): Pick<MessageView, "tracks"> => ({
  tracks: { opens: by?.trackOpens ?? false, clicks: by?.trackClicks ?? false },
});

const withoutTracking = ({ trackOpens: _opens, trackClicks: _clicks, ...single }: FoundSingle, isKept: boolean) => ({
  ...single,
  isKept,
});

/** The mail of a program that a message belongs to. */
async function findSingle(ctx: Ctx, messageId: string): Promise<FoundSingle | null> {
  const { workspaceId } = ctx;
  const recipient = await ctx.db.emailRecipient.findUnique({
    where: { workspaceId_messageId: { workspaceId, messageId } },
    select: { emailId: true },
  });
  if (!recipient) return null;
  const { emailId } = recipient;
  const [email, [counts]] = await Promise.all([
    ctx.db.email.findUnique({ where: { workspaceId_id: { workspaceId, id: emailId } } }),
    ctx.db.$queryRaw<Pick<SingleMailView, "recipients" | "waiting" | "isWhole">[]>`
      select count(*)::int as recipients, count(*) filter (where m.status in ('pending', 'deferred'))::int as waiting,
             coalesce(bool_and(m.status in ('pending', 'suppressed', 'skipped', 'cancelled')), false) as "isWhole"
        from email_recipient r join message m on m.workspace_id = r.workspace_id and m.id = r.message_id
       where r.workspace_id = ${workspaceId}::uuid and r.email_id = ${emailId}::uuid`,
  ]);
  if (!email || !counts) return null;
  const tags = Object.entries(emailTags.read(email.tags)).map(([name, value]) => ({ name, value }));
  return {
    id: publicId("eml", email.id),
    via: email.via,
    tags,
    scheduledAt: email.scheduledAt?.toISOString() ?? null,
    trackOpens: email.trackOpens,
    trackClicks: email.trackClicks,
    ...counts,
  };
}

async function findSuppression(ctx: Ctx, message: Message): Promise<MessageView["suppression"]> {
  const { workspaceId } = ctx;
  const found = await ctx.db.suppression.findUnique({
    where: { workspaceId_emailNormalized: { workspaceId, emailNormalized: message.emailNormalized } },
  });
  if (!found || !isInForce(found, ctx.now())) return null;
  return { reason: found.reason, since: found.createdAt.toISOString(), byThis: found.messageId === message.id };
}
