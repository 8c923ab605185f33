import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { MailboxRef } from "@/lib/inbound/mail/mailbox-schema";
import { getMailbox } from "@/lib/inbound/mail/mailboxes";

/** Stops reading a mailbox and forgets how it is reached. The mails that were read stay. */
export async function deleteMailbox(ctx: Ctx, input: MailboxRef): Promise<void> {
  requirePermission(ctx, "inbound.manage");
  const { inboundMailboxId: id } = MailboxRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const before = await getMailbox(tx, id);
    await tx.db.inboundMailbox.delete({ where: { workspaceId_id: { workspaceId: tx.workspaceId, id } } });
    await recordAudit(tx, "inbound_mailbox.deleted", { subjectType: "inbound_mailbox", subjectId: id, before });
  });
}
