import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { messagesOf, presentEmail } from "./get-email";

const { sql, empty } = Prisma;

/** Rows that one page looks at where few of them have the tag that is asked for. */
const MOST_LOOKED_AT = 20_000;

/** Which mails to list. Ids are UUIDs, the address is normalised. */
export interface EmailFilters {
  to?: string | undefined;
  tag?: { name: string; value: string } | undefined;
  mode?: "live" | "test" | undefined;
  /** The last mail of the page before. */
  after?: string | undefined;
  /** Those just before this mail instead. */
  before?: string | undefined;
}

export type EmailItem = ReturnType<typeof presentEmail>;

/**
 * A page of mails, newest first, without their contents. Where a tag is rare a page may be short, or empty, and have a next one: no call
 * reads more than 20,000 rows.
 */
export async function findEmails(
  ctx: Ctx,
  filters: EmailFilters,
  take: number,
): Promise<{ emails: EmailItem[]; next: string | null }> {
  requirePermission(ctx, "reports.read");
  const { found, last } = await lookAt(ctx, filters, take);
  const shown = filters.before === undefined ? found.slice(0, take) : found.slice(-take);
  const [rows, messages] = await Promise.all([
    ctx.db.email.findMany({ where: { workspaceId: ctx.workspaceId, id: { in: shown } }, orderBy: { id: "desc" } }),
    messagesOf(ctx, shown),
  ]);
  const emails = rows.map((row) => {
    const own = messages.filter(({ emailId }) => emailId === row.id);
    return presentEmail(row, own, ctx.now());
  });
  const after = found.length > take ? shown.at(-1) : last;
  return { emails, next: after ? publicId("eml", after) : null };
}

async function lookAt(ctx: Ctx, { to, tag, mode, after, before }: EmailFilters, take: number) {
  const most = tag || mode ? MOST_LOOKED_AT : take + 1;
  const tagged = tag ? sql`e.tags @> ${JSON.stringify({ [tag.name]: tag.value })}::jsonb` : sql`true`;
  const way = before ? sql`asc` : sql`desc`;
  const ofMode = mode ? sql`e.mode = ${mode}` : sql`true`;
  const [row] = await ctx.db.$queryRaw<{ found: string[] | null; last: string | null; looked: number }[]>(sql`
    with looked as (
      select e.id, ${tagged} and ${ofMode} as fits from email e
       where e.workspace_id = ${ctx.workspaceId}::uuid
         ${to ? sql`and e.id = any(${mailsTo(ctx, to)})` : empty}
         ${after ? sql`and e.id < ${after}::uuid` : empty}
         ${before ? sql`and e.id > ${before}::uuid` : empty}
       order by e.id ${way} limit ${most}
    ), found as (select id from looked where fits order by id ${way} limit ${take + 1})
    select (select array_agg(id order by id desc) from found) as found, (select count(*)::int from looked) as looked,
           (select id from looked order by id limit 1) as last`);
  return { found: row?.found ?? [], last: row && row.looked === most ? row.last : null };
}

/** The newest mails to an address: messages without a campaign are found by it. */
const mailsTo = ({ workspaceId }: Ctx, to: string) => sql`array(
  select r.email_id from (
    select m.id from message m
     where m.workspace_id = ${workspaceId}::uuid and m.campaign_id is null and m.email_normalized = ${to}
     order by m.id desc limit ${MOST_LOOKED_AT}
  ) m join email_recipient r on r.workspace_id = ${workspaceId}::uuid and r.message_id = m.id)`;
