import type { Ctx } from "@/lib/base/context";
import { requirePermission } from "@/lib/base/permissions.shared";
import { MarkSeen } from "./schema";

/** Remembers that the acting member has seen these notifications, or all there are. Says nothing of other members. */
export async function markSeen(ctx: Ctx, input: MarkSeen = {}): Promise<void> {
  requirePermission(ctx, "workspace.read");
  const { notificationIds } = MarkSeen.parse(input);
  if (ctx.actor.type !== "member") return;
  await ctx.db.$executeRaw`
    insert into notification_seen (workspace_id, notification_id, member_id, seen_at)
    select n.workspace_id, n.id, ${ctx.actor.memberId}::uuid, ${ctx.now()}
      from notification n
     where n.workspace_id = ${ctx.workspaceId}::uuid
       and (${notificationIds === undefined} or n.id = any(${notificationIds ?? []}::uuid[]))
    on conflict do nothing`;
}
