import { recordAudit } from "@/lib/base/audit/record-audit";
import { actorOf, recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { type Role, requirePermission, roleCan } from "@/lib/base/permissions.shared";
import { endInvitationsBy } from "./end-invitations";
import { ChangeRole } from "./member-schema";
import { requireAnotherOwner, requireOwnerFor } from "./owner-rules";
import { getMember } from "./queries";
import { tellOfKeys } from "./tell-of-keys";

/**
 * Gives a member another role. Only owners touch owners; the last owner stays one (`conflict`). Invitations that they made
 * and could not make with the new role stop working.
 */
export async function changeRole(ctx: Ctx, input: ChangeRole): Promise<{ role: Role }> {
  requirePermission(ctx, "members.write");
  const { memberId, role } = ChangeRole.parse(input);
  return inTransaction(ctx, async (tx) => {
    const member = await getMember(tx, memberId);
    if (member.role === role) return { role };
    requireOwnerFor(tx, member.role, role);
    if (member.role === "owner") await requireAnotherOwner(tx, memberId);
    await tx.db.member.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: memberId } },
      data: { role },
    });
    const invitationsEnded = await endInvitationsBy(tx, member.userId, role);
    if (roleCan(member.role, "api-keys.manage") && !roleCan(role, "api-keys.manage")) {
      await tellOfKeys(tx, { userId: member.userId, name: member.user.name });
    }
    await recordSecurityEvent(tx, {
      kind: "member.role_changed",
      userId: member.userId,
      email: member.user.email,
      actor: actorOf(tx),
      workspaceId: tx.workspaceId,
      ip: tx.ip,
      detail: { from: member.role, to: role, invitationsEnded },
    });
    await recordAudit(tx, "member.role_changed", {
      subjectType: "member",
      subjectId: memberId,
      before: { email: member.user.email, role: member.role },
      after: { email: member.user.email, role, invitationsEnded },
    });
    return { role };
  });
}
