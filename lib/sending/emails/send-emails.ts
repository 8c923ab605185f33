import type { Ctx } from "@/lib/base/context";
import { followUp } from "@/lib/sending/engine/follow-up";
import { HeldLease } from "@/lib/sending/engine/held-lease";
import { JournalOfLease } from "@/lib/sending/engine/journal-of-lease";
import { takeOver } from "@/lib/sending/engine/take-over";
import { untilWritten } from "@/lib/sending/engine/until-written";
import { claimEmails, type EmailLease, endEmailBatch } from "./claim-emails";
import { EmailRun, type SendEmailsOptions } from "./email-run";

/** Claims single mails that are due and works on them; false when none were. */
export async function sendEmails(ctx: Ctx, options: SendEmailsOptions = {}): Promise<boolean> {
  const lease = await claimEmails(ctx);
  if (lease) await workOnEmails(ctx, lease, options);
  return lease !== null;
}

/**
 * Sends a claimed batch. It keeps the promise of campaigns by the same means: the lease makes one worker the sender, the intent is written
 * before anything leaves, the journal knows what left, and who takes over sends none of that again.
 */
export async function workOnEmails(ctx: Ctx, lease: EmailLease, options: SendEmailsOptions = {}): Promise<void> {
  const held = new HeldLease(ctx, lease);
  const journals = new JournalOfLease(lease);
  try {
    const taken = await untilWritten(ctx, () => takeOver(ctx, lease));
    if (taken.lost > 0) ctx.log.warn("took over single mails", { batchId: lease.batchId, unconfirmed: taken.lost });
    await followUp(ctx, taken.followUp);
    const later = await new EmailRun(ctx, lease, held, journals, options).run();
    await untilWritten(ctx, () => endEmailBatch(lease, later));
    journals.close({ remove: true });
  } finally {
    held.stop();
    journals.close({ remove: false });
  }
}
