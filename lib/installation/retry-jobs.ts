import { actorOf, recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { getBoss } from "@/lib/base/jobs/boss";
import { forgetFailure } from "@/lib/base/jobs/repeated-failures";
import { t } from "@/lib/language/t";
import { FailedJobRef, FailureRef } from "./schema";

/** Puts a job that was given up back in the queue. Throws `conflict` when it is not there, or not failed any more. */
export async function retryJob(ctx: Ctx, input: FailedJobRef): Promise<void> {
  const job = await failedJob(ctx, input);
  await (await getBoss()).retry(job.queue, job.jobId);
  await note(ctx, "jobs.retried", { queue: job.queue, job: job.jobId });
}

/** Takes a job that was given up away. Throws `conflict` when it is not there, or not failed any more. */
export async function discardJob(ctx: Ctx, input: FailedJobRef): Promise<void> {
  const job = await failedJob(ctx, input);
  await (await getBoss()).deleteJob(job.queue, job.jobId);
  await note(ctx, "jobs.discarded", { queue: job.queue, job: job.jobId });
}

/** Takes a note of work that fails again and again away; it comes back when the work goes on failing. Asking twice is fine. */
export async function dismissFailure(ctx: Ctx, input: FailureRef): Promise<void> {
  await requireOperator(ctx);
  const { key } = FailureRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const queue = await forgetFailure(tx.db, key);
    if (queue) await note(tx, "jobs.dismissed", { queue });
  });
}

async function failedJob(ctx: Ctx, input: FailedJobRef): Promise<{ queue: string; jobId: string }> {
  await requireOperator(ctx);
  const { jobId } = FailedJobRef.parse(input);
  // Makes the queue where no worker has: nothing has failed there then.
  await getBoss();
  const [row] = await ctx.db.$queryRaw<{ name: string }[]>`
    select name from queue.job where id = ${jobId}::uuid and state = 'failed' limit 1`;
  if (!row) throw conflict(t("This job is not among the failed ones any more."));
  return { queue: row.name, jobId };
}

type Note = "jobs.retried" | "jobs.discarded" | "jobs.dismissed";

async function note(ctx: Ctx, kind: Note, detail: { queue: string; job?: string }): Promise<void> {
  await recordSecurityEvent(ctx, {
    kind,
    actor: actorOf(ctx),
    ip: ctx.ip,
    detail,
  });
}
