import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { getSender } from "./queries";
import { SenderRef } from "./schema";

/** Removes a sender. Refused while campaigns that wait to be sent use it; drafts lose it and ask for another. */
export async function deleteSender(ctx: Ctx, input: SenderRef): Promise<void> {
  requirePermission(ctx, "sending.write");
  const { senderId } = SenderRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const { domain: _domain, ...before } = await getSender(tx, senderId);
    const used = { workspaceId: tx.workspaceId, senderId };
    const waiting = await tx.db.campaign.count({ where: { ...used, status: { in: ["scheduled", "preparing"] } } });
    if (waiting > 0) {
      throw conflict(
        t(
          "{count, plural, one {# scheduled campaign uses} other {# scheduled campaigns use}} this sender. Change them first.",
          { count: waiting },
        ),
      );
    }
    await tx.db.campaign.updateMany({ where: { ...used, status: "draft" }, data: { senderId: null } });
    await tx.db.sender.delete({ where: { workspaceId_id: { workspaceId: tx.workspaceId, id: senderId } } });
    await recordAudit(tx, "sender.deleted", { subjectType: "sender", subjectId: senderId, before });
  });
}
