import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { InvitationRef } from "./member-schema";
import { requireOwnerFor } from "./owner-rules";
import { getOpenInvitation } from "./queries";

/** Makes an invitation's link stop working. Throws `not_found` when it was taken or revoked before. */
export async function revokeInvitation(ctx: Ctx, input: InvitationRef): Promise<void> {
  requirePermission(ctx, "members.write");
  const { invitationId } = InvitationRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const invitation = await getOpenInvitation(tx, invitationId);
    requireOwnerFor(tx, invitation.role);
    await tx.db.invitation.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: invitation.id } },
      data: { revokedAt: tx.now() },
    });
    await recordAudit(tx, "invitation.revoked", {
      subjectType: "invitation",
      subjectId: invitation.id,
      before: { email: invitation.email, role: invitation.role },
    });
  });
}
