import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { type ConsentMethod, consentMethods } from "@/lib/people/addresses/consent-methods.shared";
import { removedBy } from "@/lib/people/lists/remove-from-list";

const { sql } = Prisma;

/** More than these say nothing new about why. */
const NEWEST = 1_000;
const WORDS_SHOWN = 12;

/** Why people left by a campaign; ids are public. */
export interface CampaignLeaving {
  /** By which way, the most frequent first; those who came back, or are erased, are in none. */
  ways: { way: ConsentMethod | "own_words"; count: number }[];
  /** What they wrote, the newest first. */
  words: { messageId: string; email: string; text: string }[];
  /** Set where only so many of the newest were read. */
  newestOnly: number | null;
}

interface Row {
  messageId: string;
  email: string;
  reason: string | null;
  /** Of all who left, also those who came back since. */
  read: number;
}

/** Ways and words of those who unsubscribed by a campaign's mail, of the newest thousand: few next to its messages. */
export async function getCampaignLeaving(ctx: Ctx, campaignId: string, most = NEWEST): Promise<CampaignLeaving> {
  requirePermission(ctx, "reports.read");
  const workspace = sql`${ctx.workspaceId}::uuid`;
  const rows = await ctx.db.$queryRaw<Row[]>(sql`
    select m.id as "messageId", m.email, s.unsubscribe_reason as reason, e.read
      from (select message_id, (sum(count(*)) over ())::int as read from (
              select message_id from event
               where workspace_id = ${workspace} and campaign_id = ${campaignId}::uuid and type = 'message.unsubscribed'
               order by id desc limit ${most}) newest group by 1) e
      join message m on m.workspace_id = ${workspace} and m.id = e.message_id
      join lateral (select unsubscribe_reason from subscription
                     where workspace_id = ${workspace} and contact_id = m.contact_id and unsubscribe_message_id = m.id limit 1) s on true
     where m.workspace_id = ${workspace}
     order by m.unsubscribed_at desc, m.id`);
  const byWay = Map.groupBy(rows, wayOf);
  const written = byWay.get("own_words") ?? [];
  return {
    ways: [...byWay].map(([way, { length: count }]) => ({ way, count })).sort((a, b) => b.count - a.count),
    words: written.slice(0, WORDS_SHOWN).map(({ messageId, email, reason }) => ({
      ...{ messageId: publicId("msg", messageId), email, text: reason ?? "" },
    })),
    newestOnly: (rows[0]?.read ?? 0) >= most ? most : null,
  };
}

/** Whom somebody took off the list after they had left has that for a reason, which is nothing that they said. */
function wayOf({ reason }: Row): ConsentMethod | "own_words" {
  if (reason?.startsWith(removedBy(""))) return "api";
  return consentMethods.find((method) => method === reason) ?? "own_words";
}
