import { z } from "zod";
import { systemCtx } from "@/lib/base/context";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { sealedJson } from "@/lib/base/security/sealed-json";
import type { AccountCtx } from "./account-ctx";
import { isSystemMail, type QueuedSystemMail, sendSystemMail } from "./send-system-mail";

/** The mail is sealed: its links hold secrets that must not lie readable in the queue's table. */
const QueuedMail = z.object({ workspaceId: z.literal(""), sealed: z.string() });

const storedMail = sealedJson<QueuedSystemMail>(
  "the job account.send-mail",
  z.custom<QueuedSystemMail>(isSystemMail, "It is no mail."),
);

export const systemMailJob = defineJob(
  "account.send-mail",
  QueuedMail,
  async (_ctx, { sealed }) => sendSystemMail(storedMail.open(sealed)),
  { retryLimit: 8, expireInSeconds: 60 },
);

/**
 * Sends the mail from the worker, once the transaction of `ctx` has committed. A mail server that is down delays it, and an
 * answer to "I forgot my password" takes as long for a stranger's address as for a known one.
 */
export async function queueSystemMail(ctx: AccountCtx, mail: QueuedSystemMail): Promise<void> {
  const sealed = storedMail.seal(mail);
  await enqueue(systemCtx("", "account", ctx.db), systemMailJob, { workspaceId: "", sealed });
}

export const accountJobs = [systemMailJob];
