import { recordAudit } from "@/lib/audit/record-audit";
import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { MailboxRef } from "@/lib/inbound/mailbox-schema";
import { getMailbox } from "@/lib/inbound/mailboxes";

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
