import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { requirePermission } from "@/lib/base/permissions.shared";

/** What was last told of a mail, all its recipients taken together. */
export const lastEvents = [
  ...(["complained", "clicked", "opened", "bounced", "delivered", "sent", "failed"] as const),
  ...(["delivery_delayed", "scheduled", "queued", "cancelled", "suppressed"] as const),
] as const;
export type LastEvent = (typeof lastEvents)[number];

/**
 * The furthest that any recipient of each mail has come, by the id of the mail: what people do counts for more than what servers say, and what left for
 * more than what waits. Opens and clicks are those of people.
 */
export async function lastEventsOf(ctx: Ctx, emailIds: readonly string[]): Promise<ReadonlyMap<string, LastEvent>> {
  requirePermission(ctx, "reports.read");
  if (emailIds.length === 0) return new Map();
  const rows = await ctx.db.$queryRaw<{ id: string; event: LastEvent }[]>(Prisma.sql`
    select e.id, case
        when bool_or(m.complained_at is not null) then 'complained'
        when bool_or(m.first_clicked_at is not null) then 'clicked'
        when bool_or(m.first_opened_at is not null) then 'opened'
        when bool_or(m.bounced_at is not null) then 'bounced'
        when bool_or(m.delivered_at is not null) then 'delivered'
        when bool_or(m.status = 'sent') then 'sent'
        when bool_or(m.status = 'failed') then 'failed'
        when bool_or(m.status = 'deferred') then 'delivery_delayed'
        when bool_or(m.status in ('pending', 'queued', 'sending')) then
          case when e.scheduled_at > ${ctx.now()} then 'scheduled' else 'queued' end
        when bool_or(m.status = 'cancelled') then 'cancelled'
        else 'suppressed' end as event
      from email e
      join email_recipient r on r.workspace_id = ${ctx.workspaceId}::uuid and r.email_id = e.id
      join message m on m.workspace_id = ${ctx.workspaceId}::uuid and m.id = r.message_id
     where e.workspace_id = ${ctx.workspaceId}::uuid and e.id = any(${[...emailIds]}::uuid[])
     group by e.id, e.scheduled_at`);
  return new Map(rows.map(({ id, event }) => [id, event]));
}
