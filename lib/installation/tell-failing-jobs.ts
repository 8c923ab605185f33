import { z } from "zod";
import { systemMailJob } from "@/lib/account/jobs";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { defineJob } from "@/lib/base/jobs/define-job";
import { type RepeatedFailure, sweepRepeatedFailures, takeUnreported } from "@/lib/base/jobs/repeated-failures";
import { t } from "@/lib/language/t";
import { mailOperators } from "./mail-operators";

const MOST_NAMED = 5;

/**
 * Tells the operators by mail which jobs have begun to fail again and again, each failure once. One mail for all of them. That mail
 * does not go out is not told by mail. Answers how many failures were told.
 */
export async function tellFailingJobs(ctx: Ctx): Promise<number> {
  await sweepRepeatedFailures(ctx.db, ctx.now());
  return inTransaction(ctx, async (tx) => {
    const failures = await takeUnreported(tx.db, { now: tx.now(), silent: [systemMailJob.name] });
    if (failures.length === 0) return 0;
    await mailOperators(tx, () => mailOf(failures));
    return failures.length;
  });
}

function mailOf(failures: readonly RepeatedFailure[]) {
  const [first] = failures;
  const named = failures
    .slice(0, MOST_NAMED)
    .map(({ job, count, reason }) =>
      t("{job} ({count, plural, one {# time} other {# times}}): {reason}", { job, count, reason }),
    );
  const more = failures.length - named.length;
  return {
    title:
      failures.length === 1 && first
        ? t("The job {job} fails again and again", { job: first.job })
        : t("{count, plural, one {# job fails again and again} other {# jobs fail again and again}}", {
            count: failures.length,
          }),
    body: [...named, ...(more > 0 ? [t("And {count} more.", { count: more })] : [])].join("\n"),
  };
}

export const tellFailingJobsJob = defineJob(
  "installation.tell-failing-jobs",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    await tellFailingJobs(ctx);
  },
  { cron: "*/5 * * * *", retryLimit: 0, expireInSeconds: 120 },
);

export const installationJobs = [tellFailingJobsJob];
