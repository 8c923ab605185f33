import { recordAudit } from "@/lib/audit/record-audit";
import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { MemberRef } from "./member-schema";
import { requireAnotherOwner, requireOwnerFor } from "./owner-rules";
import { getMember } from "./queries";

/** Takes a member out of the workspace; everybody may leave by themselves. The last owner cannot go (`conflict`). */
export async function removeMember(ctx: Ctx, input: MemberRef): Promise<void> {
  const { memberId } = MemberRef.parse(input);
  const leaves = ctx.actor.type === "member" && ctx.actor.memberId === memberId;
  if (!leaves) requirePermission(ctx, "members.write");
  await inTransaction(ctx, async (tx) => {
    const member = await getMember(tx, memberId);
    requireOwnerFor(tx, member.role);
    if (member.role === "owner") await requireAnotherOwner(tx, memberId);
    await tx.db.member.delete({ where: { workspaceId_id: { workspaceId: tx.workspaceId, id: memberId } } });
    await recordAudit(tx, leaves ? "member.left" : "member.removed", {
      subjectType: "member",
      subjectId: memberId,
      before: { email: member.user.email, name: member.user.name, role: member.role },
    });
  });
}
