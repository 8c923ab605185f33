import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { eventProperties } from "@/lib/events/custom/stored-event";
import { propertiesInShort } from "@/lib/events/custom/summary.shared";
import { eventData } from "@/lib/events/ledger/stored-event";
import { getContact } from "./get-contact";
import { TimelineFilters } from "./schema";

/** One line of a person's history, newest first. */
export interface TimelineItem {
  id: string;
  type: string;
  /** Of what they did elsewhere: as the program calls it. */
  name: string | null;
  occurredAt: string;
  /** human, proxy or bot, where it is told. */
  actor: string | null;
  campaign: { id: string; name: string } | null;
  messageId: string | null;
  /** hard, soft or block, and the category, of bounces and deferrals. */
  bounce: { kind: string | null; category: string | null } | null;
  /** Found by recipient and time only. */
  likely: boolean;
  /** What else is known in words: the list, the clicked URL, the SMTP reply. */
  detail: string | null;
}

const TYPES: Record<"messages" | "engagement" | "consent", string[]> = {
  messages: [
    "message.deferred",
    "message.bounced",
    "message.failed",
    "message.complained",
    "message.complaint_withdrawn",
    "message.replied",
  ],
  engagement: ["message.opened", "message.clicked", "message.replied"],
  consent: [
    "contact.created",
    "contact.subscribed",
    "contact.unsubscribed",
    "message.unsubscribed",
    "message.complained",
    "message.complaint_withdrawn",
  ],
};

/** Those of messages go up to 3. */
const ANSWER_RANK = 4;
const ELSEWHERE_RANK = 5;

/** Told by the message's own row, whether or not there are event rows as well. */
const SHOWN_BY_MESSAGE = ["message.sent", "message.delivered"];

/**
 * A page of what happened to and by a contact, or `not_found`; `nextBefore` asks for the next one. Events, and what the rows of the
 * contact's messages say by themselves: when they were sent and delivered, or why they were not. Both are paged by the same key.
 */
export async function contactTimeline(
  ctx: Ctx,
  input: TimelineFilters,
): Promise<{ items: TimelineItem[]; nextBefore: string | null }> {
  const { contactId, kind, before, limit } = TimelineFilters.parse(input);
  const { sql } = Prisma;
  await getContact(ctx, contactId);
  const wanted =
    kind === "all" || kind === "elsewhere"
      ? sql`not (event.type = any(${SHOWN_BY_MESSAGE}))`
      : sql`event.type = any(${TYPES[kind]})`;
  const parts = [
    ...(kind === "elsewhere"
      ? []
      : [
          sql`select event.occurred_at as at, event.id, 0 as rank, event.type, event.actor, event.message_id, event.data,
               event.campaign_id, event.link_id, null::text as name
          from event
         where event.workspace_id = ${ctx.workspaceId}::uuid and event.contact_id = ${contactId}::uuid and ${wanted}`,
        ]),
    ...(kind === "all" || kind === "messages" ? [messageRows(ctx, contactId), answerRows(ctx, contactId)] : []),
    ...(kind === "all" || kind === "elsewhere" ? [elsewhereRows(ctx, contactId)] : []),
  ];
  const page = sql`order by at desc, id desc, rank desc limit ${limit + 1}`;
  const until = cursorWhere(before);
  const rows = await ctx.db.$queryRaw<TimelineRow[]>(sql`
    select line.at, line.id, line.rank, line.type, line.actor, line.message_id as "messageId", line.data, line.name,
      line.campaign_id as "campaignId", campaign.name as "campaignName", link.url, single.subject as "singleSubject"
    from (
      select * from (${Prisma.join(
        parts.map((part) => sql`(select * from (${part}) p where ${until} ${page})`),
        " union all ",
      )}) both_kinds ${page}
    ) line
    left join campaign on campaign.workspace_id = ${ctx.workspaceId}::uuid and campaign.id = line.campaign_id
    left join campaign_link link on link.workspace_id = ${ctx.workspaceId}::uuid and link.id = line.link_id
    left join lateral (
      select e.subject from email_recipient r join email e on e.workspace_id = r.workspace_id and e.id = r.email_id
       where r.workspace_id = ${ctx.workspaceId}::uuid and r.message_id = line.message_id limit 1
    ) single on true
    order by line.at desc, line.id desc, line.rank desc`);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(present),
    nextBefore: rows.length > limit && last ? `${last.at.toISOString()}~${last.id}~${last.rank}` : null,
  };
}

/** Sent and delivered at the same moment are one line. Found by (workspace, contact, campaign). */
function messageRows(ctx: Ctx, contactId: string): Prisma.Sql {
  return Prisma.sql`
    select fact.at, message.id, fact.rank, fact.type, null::text as actor, message.id as message_id,
           json_build_object('reason', message.skip_reason)::jsonb as data, message.campaign_id, null::uuid as link_id, null::text as name
      from message cross join lateral (values
        (1, 'message.left_out', case when message.status in ('suppressed', 'skipped') then message.created_at end),
        (2, 'message.sent',
         case when message.delivered_at - message.sent_at < interval '5 seconds' then null else message.sent_at end),
        (3, 'message.delivered', message.delivered_at)
      ) as fact(rank, type, at)
     where message.workspace_id = ${ctx.workspaceId}::uuid and message.contact_id = ${contactId}::uuid and fact.at is not null`;
}

/** What somebody of the workspace wrote back to them, as soon as it has left. */
function answerRows(ctx: Ctx, contactId: string): Prisma.Sql {
  return Prisma.sql`
    select coalesce(answer.sent_at, answer.created_at) as at, answer.id, ${ANSWER_RANK}::int as rank, 'reply.answered' as type, null::text as actor,
           reply.message_id, json_build_object('subject', answer.subject)::jsonb as data, reply.campaign_id, null::uuid as link_id, null::text as name
      from reply join reply_answer answer on answer.workspace_id = reply.workspace_id and answer.reply_id = reply.id
     where reply.workspace_id = ${ctx.workspaceId}::uuid and reply.contact_id = ${contactId}::uuid
       and answer.workspace_id = ${ctx.workspaceId}::uuid and answer.status in ('sent', 'unconfirmed')`;
}

/** What programs told that they did. */
function elsewhereRows(ctx: Ctx, contactId: string): Prisma.Sql {
  return Prisma.sql`
    select e.occurred_at as at, e.id, ${ELSEWHERE_RANK}::int as rank, 'elsewhere.' || e.kind as type, null::text as actor,
           null::uuid as message_id, e.said data, null::uuid as campaign_id, null::uuid as link_id, e.name
      from custom_event e where e.workspace_id = ${ctx.workspaceId}::uuid and e.contact_id = ${contactId}::uuid`;
}

/** Moments have ties: the id decides, then which fact of a message it is. */
function cursorWhere(before: string | undefined): Prisma.Sql {
  if (!before) return Prisma.sql`true`;
  const [at = "", id, rank] = before.split("~");
  if (!id) return Prisma.sql`p.at < ${new Date(at)}`;
  return Prisma.sql`(p.at, p.id, p.rank) < (${new Date(at)}, ${id}::uuid, ${Number(rank)})`;
}

interface TimelineRow {
  at: Date;
  id: string;
  rank: number;
  type: string;
  actor: string | null;
  messageId: string | null;
  campaignId: string | null;
  campaignName: string | null;
  url: string | null;
  /** Of a single mail of a program. */
  singleSubject: string | null;
  data: unknown;
  name: string | null;
}

function lineId({ id, rank }: TimelineRow): string {
  if (rank === 0) return publicId("evt", id);
  if (rank === ELSEWHERE_RANK) return publicId("cev", id);
  return rank === ANSWER_RANK ? publicId("rpa", id) : `${publicId("msg", id)}-${rank}`;
}

function present(row: TimelineRow): TimelineItem {
  if (row.name !== null) return presentElsewhere(row);
  const data = eventData.read(row.data);
  const text = (key: string) => (typeof data[key] === "string" ? data[key] : null);
  const campaign = row.campaignId && row.campaignName !== null;
  return {
    id: lineId(row),
    type: row.type,
    name: row.name,
    occurredAt: row.at.toISOString(),
    actor: row.actor,
    campaign: campaign ? { id: publicId("cmp", row.campaignId ?? ""), name: row.campaignName ?? "" } : null,
    messageId: row.messageId && publicId("msg", row.messageId),
    bounce: (text("kind") ?? text("category")) ? { kind: text("kind"), category: text("category") } : null,
    likely: text("certainty") === "likely",
    detail:
      row.url ??
      text("listName") ??
      text("reply") ??
      text("url") ??
      text("feedbackType") ??
      text("subject") ??
      text("reason") ??
      (row.type.startsWith("contact.") ? text("source") : row.singleSubject),
  };
}

/** A property may be called as what we say of messages is. */
function presentElsewhere(row: TimelineRow): TimelineItem {
  const { type, name } = row;
  const nothing = { actor: null, campaign: null, messageId: null, bounce: null, likely: false };
  const detail = propertiesInShort(eventProperties.read(row.data));
  return { ...nothing, id: lineId(row), type, name, occurredAt: row.at.toISOString(), detail };
}
