import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Invitation } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { requireActive } from "@/lib/base/standing/require-active";
import { countInvitation, writeInvitation } from "./invite-member";
import { InvitationRef } from "./member-schema";
import { requireOwnerFor } from "./owner-rules";
import { getOpenInvitation } from "./queries";

/** Mails a new link to the same address with the same role; the old link stops working. */
export async function resendInvitation(ctx: Ctx, input: InvitationRef): Promise<Invitation> {
  requirePermission(ctx, "members.write");
  const { invitationId } = InvitationRef.parse(input);
  await requireActive(ctx);
  await countInvitation(ctx, (await getOpenInvitation(ctx, invitationId)).email);
  return inTransaction(ctx, async (tx) => {
    const old = await getOpenInvitation(tx, invitationId);
    requireOwnerFor(tx, old.role);
    await tx.db.invitation.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: old.id } },
      data: { revokedAt: tx.now() },
    });
    const fresh = await writeInvitation(tx, old.email, old.role);
    await recordAudit(tx, "invitation.resent", {
      subjectType: "invitation",
      subjectId: fresh.id,
      after: { email: old.email, role: old.role },
    });
    return fresh;
  });
}
