import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { conflict } from "@/lib/errors";
import { pollMailboxJob } from "@/lib/inbound/imap/poll-jobs";
import { MailboxRef } from "@/lib/inbound/mailbox-schema";
import { getMailbox } from "@/lib/inbound/mailboxes";
import { enqueue } from "@/lib/jobs/define-job";

/** Has a mailbox read now instead of at its next turn. */
export async function pollNow(ctx: Ctx, input: MailboxRef): Promise<void> {
  requirePermission(ctx, "inbound.manage");
  const { inboundMailboxId: id } = MailboxRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const mailbox = await getMailbox(tx, id);
    if (mailbox.disabledAt) throw conflict("This mailbox is turned off. Turn it on first.");
    await enqueue(tx, pollMailboxJob, { workspaceId: tx.workspaceId, mailboxId: id });
  });
}
