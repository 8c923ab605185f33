import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { requireSoon } from "./accept-emails";
import { findOwnEmail } from "./get-email";
import { EmailRef } from "./schema";

/**
 * Moves a mail of which nothing has left yet to another time; one that has passed means at once. Throws `conflict` when it does not wait, or a
 * worker has one of its messages in hand: all its recipients get it at one time.
 */
export async function rescheduleEmail(ctx: Ctx, input: { emailId: string; scheduledAt: Date }): Promise<void> {
  requirePermission(ctx, "emails.send");
  const { emailId } = EmailRef.parse(input);
  requireSoon(ctx, input.scheduledAt, "scheduledAt");
  await inTransaction(ctx, async (tx) => {
    const email = await findOwnEmail(tx, emailId);
    // "At once" is a time too: its day to leave begins now, however long ago it was written.
    const scheduledAt = new Date(Math.max(input.scheduledAt.getTime(), tx.now().getTime()));
    const moved = await tx.db.$executeRaw`
      update email_queue q set due_at = ${scheduledAt}
        from email_recipient r
       where q.workspace_id = ${tx.workspaceId}::uuid and r.workspace_id = ${tx.workspaceId}::uuid and r.email_id = ${emailId}::uuid
         and q.message_id = r.message_id
         and exists (select from message m where m.workspace_id = ${tx.workspaceId}::uuid and m.id = q.message_id and m.status = 'pending')`;
    if (moved === 0 || moved < (await stillMeant(tx, emailId)))
      throw conflict(t("This mail does not wait any more: it has left, is leaving now, or is over."));
    await tx.db.email.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: emailId } },
      data: { scheduledAt },
      select: { id: true },
    });
    const times = (at: Date | null) => ({ scheduledAt: at?.toISOString() ?? null });
    await recordAudit(tx, "email.rescheduled", {
      ...{ subjectType: "email", subjectId: emailId },
      ...{ before: times(email.scheduledAt), after: times(scheduledAt) },
    });
  });
}

/** Recipients that are to get it, or for whom it was tried. */
async function stillMeant(tx: Ctx, emailId: string): Promise<number> {
  const [row] = await tx.db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count
      from email_recipient r join message m on m.workspace_id = r.workspace_id and m.id = r.message_id
     where r.workspace_id = ${tx.workspaceId}::uuid and r.email_id = ${emailId}::uuid
       and m.status not in ('suppressed', 'skipped', 'cancelled')`;
  return row?.count ?? 0;
}
