import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { findOwnEmail } from "./get-email";
import { EmailRef } from "./schema";

/**
 * Ends a mail that has not left: whoever of its recipients waits gets nothing. What a worker has in hand at this moment still leaves. Throws
 * `conflict` when nobody waits any more.
 */
export async function cancelEmail(ctx: Ctx, input: { emailId: string }): Promise<void> {
  requirePermission(ctx, "emails.send");
  const { emailId } = EmailRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const email = await findOwnEmail(tx, emailId);
    const taken = await tx.db.$queryRaw<{ id: string }[]>`
      delete from email_queue q using email_recipient r
       where q.workspace_id = ${tx.workspaceId}::uuid and r.workspace_id = q.workspace_id and r.email_id = ${emailId}::uuid
         and q.message_id = r.message_id
      returning q.message_id as id`;
    if (taken.length === 0)
      throw conflict(t("This mail does not wait any more: it has left, is leaving now, or is over."));
    await tx.db.message.updateMany({
      where: {
        workspaceId: tx.workspaceId,
        id: { in: taken.map(({ id }) => id) },
        status: { in: ["pending", "deferred"] },
      },
      data: { status: "cancelled", skipReason: "cancelled", nextAttemptAt: null },
    });
    const after = { recipients: taken.length };
    const before = { scheduledAt: email.scheduledAt?.toISOString() ?? null };
    await recordAudit(tx, "email.cancelled", { subjectType: "email", subjectId: emailId, before, after });
  });
}
