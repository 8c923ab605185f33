import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { enqueue } from "@/lib/base/jobs/define-job";
import { requirePermission } from "@/lib/base/permissions.shared";
import { pollMailboxJob } from "@/lib/inbound/mail/imap/poll-jobs";
import { MailboxRef } from "@/lib/inbound/mail/mailbox-schema";
import { getMailbox } from "@/lib/inbound/mail/mailboxes";
import { t } from "@/lib/language/t";

/** Has a mailbox read now instead of at its next turn. */
export async function pollNow(ctx: Ctx, input: MailboxRef): Promise<void> {
  requirePermission(ctx, "inbound.manage");
  const { inboundMailboxId: id } = MailboxRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const mailbox = await getMailbox(tx, id);
    if (mailbox.disabledAt) throw conflict(t("This mailbox is turned off. Turn it on first."));
    await enqueue(tx, pollMailboxJob, { workspaceId: tx.workspaceId, mailboxId: id });
  });
}
