import { recordAudit } from "@/lib/base/audit/record-audit";
import { actorOf, recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { endInvitationsBy, endInvitationsTo } from "./end-invitations";
import { MemberRef } from "./member-schema";
import { requireAnotherOwner, requireOwnerFor } from "./owner-rules";
import { getMember } from "./queries";
import { tellOfKeys } from "./tell-of-keys";
import { tellOfScheduled } from "./tell-of-scheduled";

/**
 * Takes a member out of the workspace; everybody may leave by themselves. Invitations that they made, and those to their
 * address, stop working with it. The last owner cannot go (`conflict`).
 */
export async function removeMember(ctx: Ctx, input: MemberRef): Promise<void> {
  const { memberId } = MemberRef.parse(input);
  const leaves = ctx.actor.type === "member" && ctx.actor.memberId === memberId;
  if (!leaves) requirePermission(ctx, "members.write");
  await inTransaction(ctx, async (tx) => {
    const member = await getMember(tx, memberId);
    requireOwnerFor(tx, member.role);
    if (member.role === "owner") await requireAnotherOwner(tx, memberId);
    await tx.db.member.delete({ where: { workspaceId_id: { workspaceId: tx.workspaceId, id: memberId } } });
    const invitationsEnded =
      (await endInvitationsBy(tx, member.userId, null)) + (await endInvitationsTo(tx, member.user.email));
    await tellOfScheduled(tx, { id: memberId, userId: member.userId, name: member.user.name });
    await tellOfKeys(tx, { userId: member.userId, name: member.user.name });
    await recordSecurityEvent(tx, {
      kind: "member.removed",
      userId: member.userId,
      email: member.user.email,
      actor: actorOf(tx),
      workspaceId: tx.workspaceId,
      ip: tx.ip,
      detail: { role: member.role, invitationsEnded, left: leaves },
    });
    await recordAudit(tx, leaves ? "member.left" : "member.removed", {
      subjectType: "member",
      subjectId: memberId,
      before: { email: member.user.email, name: member.user.name, role: member.role },
      after: { invitationsEnded },
    });
  });
}
