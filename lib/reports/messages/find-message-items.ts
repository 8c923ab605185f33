import type { Ctx } from "@/lib/base/context";
import { type Message, Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { placeOf } from "@/lib/events/ledger/place";
import type { MessageFilters, MessageItem } from "./schema";

const { sql, empty } = Prisma;

/** Rows that one page looks at where few of them have the status that is asked for. */
const MOST_LOOKED_AT = 20_000;

/**
 * A page of messages, newest first; `next` is the cursor of the following page. Where a status is rare a page may be short, or empty, and
 * have a next one: no call reads more than 20,000 rows.
 */
export async function findMessageItems(
  ctx: Ctx,
  filters: MessageFilters,
  take = 50,
): Promise<{ messages: MessageItem[]; next: string | null }> {
  requirePermission(ctx, "reports.read");
  const looked = await lookAt(ctx, filters, take);
  const shown = looked.found.slice(0, take);
  const rows = await ctx.db.message.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: shown } },
    orderBy: { id: "desc" },
  });
  const after = looked.found.length > take ? shown.at(-1) : looked.last;
  return { messages: rows.map(presentMessage), next: after ? publicId("msg", after) : null };
}

interface Looked {
  /** One more than the page holds, where there are so many. */
  found: string[];
  /** The last row that was looked at, where more may come after it. */
  last: string | null;
}

async function lookAt(
  ctx: Ctx,
  { contactId, campaignId, status, after }: MessageFilters,
  take: number,
): Promise<Looked> {
  const most = status ? MOST_LOOKED_AT : take + 1;
  const [row] = await ctx.db.$queryRaw<{ found: string[] | null; last: string | null; looked: number }[]>(sql`
    with looked as (
      select m.id, ${status ? sql`m.status = ${status}` : sql`true`} as fits from message m
       where m.workspace_id = ${ctx.workspaceId}::uuid
         ${contactId ? sql`and m.contact_id = ${contactId}::uuid` : empty}
         ${campaignId ? sql`and m.campaign_id = ${campaignId}::uuid` : empty}
         ${after ? sql`and m.id < ${after}::uuid` : empty}
       order by m.id desc limit ${most}
    ), found as (select id from looked where fits order by id desc limit ${take + 1})
    select (select array_agg(id order by id desc) from found) as found, (select count(*)::int from looked) as looked,
           (select id from looked order by id limit 1) as last`);
  return { found: row?.found ?? [], last: row && row.looked === most ? row.last : null };
}

function presentMessage(message: Message): MessageItem {
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const { campaignId, contactId } = message;
  return {
    id: publicId("msg", message.id),
    kind: message.kind as MessageItem["kind"],
    campaignId: campaignId && publicId("cmp", campaignId),
    contactId: contactId && publicId("ctc", contactId),
    email: message.email,
    status: message.status as MessageItem["status"],
    place: placeOf(message),
    skipReason: message.skipReason,
    createdAt: message.createdAt.toISOString(),
    sentAt: iso(message.sentAt),
    deliveredAt: iso(message.deliveredAt),
    bouncedAt: iso(message.bouncedAt),
    bounceKind: message.bounceKind,
    bounceCategory: message.bounceCategory,
    replyCode: message.replyCode,
    statusCode: message.statusCode,
    replyText: message.replyText,
    opens: message.openCount,
    clicks: message.clickCount,
  };
}
