import type { Ctx } from "@/lib/context";
import { type Event, Prisma } from "@/lib/db/generated/client";
import { publicId } from "@/lib/db/ids";
import { getContact } from "./get-contact";
import { TimelineFilters } from "./schema";

/** One line of a person's history, newest first. */
export interface TimelineItem {
  id: string;
  type: string;
  occurredAt: string;
  /** human, proxy or bot, where it is told. */
  actor: string | null;
  campaign: { id: string; name: string } | null;
  messageId: string | null;
  /** What else is known in words: the list, the clicked URL, the SMTP reply. */
  detail: string | null;
}

const TYPES: Record<"messages" | "engagement" | "consent", string[]> = {
  messages: [
    "message.sent",
    "message.delivered",
    "message.deferred",
    "message.bounced",
    "message.failed",
    "message.complained",
  ],
  engagement: ["message.opened", "message.clicked"],
  consent: [
    "contact.created",
    "contact.subscribed",
    "contact.unsubscribed",
    "message.unsubscribed",
    "message.complained",
  ],
};

/** A page of what happened to and by a contact, or `not_found`; `nextBefore` asks for the next one. */
export async function contactTimeline(
  ctx: Ctx,
  input: TimelineFilters,
): Promise<{ items: TimelineItem[]; nextBefore: string | null }> {
  const { contactId, kind, before, limit } = TimelineFilters.parse(input);
  const { sql } = Prisma;
  await getContact(ctx, contactId);
  const rows = await ctx.db.$queryRaw<EventRow[]>(sql`
    select event.id, event.type, event.occurred_at as "occurredAt", event.actor::text as actor, event.message_id as "messageId",
      event.data, event.campaign_id as "campaignId", campaign.name as "campaignName", link.url
    from event
    left join campaign on campaign.workspace_id = event.workspace_id and campaign.id = event.campaign_id
    left join campaign_link link on link.workspace_id = event.workspace_id and link.id = event.link_id
    where event.workspace_id = ${ctx.workspaceId}::uuid and event.contact_id = ${contactId}::uuid
      ${kind === "all" ? Prisma.empty : sql`and event.type = any(${TYPES[kind]})`}
      ${before ? sql`and event.occurred_at < ${new Date(before)}` : Prisma.empty}
    order by event.occurred_at desc, event.id desc limit ${limit + 1}`);
  const items = rows.slice(0, limit).map(present);
  return { items, nextBefore: rows.length > limit ? (items.at(-1)?.occurredAt ?? null) : null };
}

type EventRow = Pick<Event, "id" | "type" | "occurredAt" | "messageId" | "campaignId"> & {
  actor: string | null;
  data: Record<string, unknown>;
  campaignName: string | null;
  url: string | null;
};

function present(row: EventRow): TimelineItem {
  const text = (key: string) => (typeof row.data[key] === "string" ? row.data[key] : null);
  const campaign = row.campaignId && row.campaignName !== null;
  return {
    id: publicId("evt", row.id),
    type: row.type,
    occurredAt: row.occurredAt.toISOString(),
    actor: row.actor,
    campaign: campaign ? { id: publicId("cmp", row.campaignId ?? ""), name: row.campaignName ?? "" } : null,
    messageId: row.messageId && publicId("msg", row.messageId),
    detail: row.url ?? text("listName") ?? text("reply") ?? text("source"),
  };
}
