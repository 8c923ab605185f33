import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { storedPath } from "@/lib/client/paths";
import type { NotificationFilters } from "./schema";
import { toldToReader } from "./translations";
import { type NotificationList, type NotificationSeverity, notificationSeverities, unseenLimit } from "./views.shared";

const pageSize = 20;

/** The newest notifications of the workspace as the member sees them, and how many are unseen. */
export async function findNotifications(ctx: Ctx, filters: NotificationFilters = {}): Promise<NotificationList> {
  requirePermission(ctx, "workspace.read");
  const memberId = memberOf(ctx);
  const [rows, unseen] = await Promise.all([
    ctx.db.notification.findMany({
      where: { workspaceId: ctx.workspaceId, ...(filters.after && { id: { lt: filters.after } }) },
      orderBy: { id: "desc" },
      take: pageSize + 1,
      include: { seen: { where: { memberId: memberId ?? ctx.workspaceId }, select: { seenAt: true } } },
    }),
    countUnseen(ctx),
  ]);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return {
    notifications: page.map((row) => ({
      id: publicId("ntf", row.id),
      kind: row.kind,
      severity: severityOf(row.severity),
      ...toldToReader(row),
      href: storedPath(row.href),
      createdAt: row.createdAt.toISOString(),
      seen: row.seen.length > 0,
    })),
    unseen,
    next: rows.length > pageSize && last ? publicId("ntf", last.id) : null,
  };
}

/** How many notifications the member has not seen; counting stops at `unseenLimit`. What is older than their membership is not theirs. */
export async function countUnseen(ctx: Ctx): Promise<number> {
  requirePermission(ctx, "workspace.read");
  const memberId = memberOf(ctx);
  if (!memberId) return 0;
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from notification n
        join member m on m.workspace_id = n.workspace_id and m.id = ${memberId}::uuid
       where n.workspace_id = ${ctx.workspaceId}::uuid and n.created_at >= m.created_at
         and not exists (
           select 1 from notification_seen s
            where s.workspace_id = n.workspace_id and s.notification_id = n.id and s.member_id = m.id)
       limit ${unseenLimit}::int
    ) unseen`;
  return row?.count ?? 0;
}

function memberOf(ctx: Ctx): string | null {
  return ctx.actor.type === "member" ? ctx.actor.memberId : null;
}

function severityOf(text: string): NotificationSeverity {
  return notificationSeverities.find((severity) => severity === text) ?? "info";
}
