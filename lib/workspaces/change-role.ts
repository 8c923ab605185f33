import { recordAudit } from "@/lib/audit/record-audit";
import { type Role, requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { ChangeRole } from "./member-schema";
import { requireAnotherOwner, requireOwnerFor } from "./owner-rules";
import { getMember } from "./queries";

/** Gives a member another role. Only owners touch owners; the last owner stays one (`conflict`). */
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
    await recordAudit(tx, "member.role_changed", {
      subjectType: "member",
      subjectId: memberId,
      before: { email: member.user.email, role: member.role },
      after: { email: member.user.email, role },
    });
    return { role };
  });
}
