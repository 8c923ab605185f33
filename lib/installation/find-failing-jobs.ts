import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { findRepeatedFailures } from "@/lib/base/jobs/repeated-failures";

export interface FailingJob {
  job: string;
  reason: string;
  count: number;
  since: string;
}

/** Jobs of all workspaces and of the installation that fail the same way again and again. For the operator. */
export async function findFailingJobs(ctx: Ctx): Promise<FailingJob[]> {
  await requireOperator(ctx);
  const failures = await findRepeatedFailures(ctx.db, { now: ctx.now() });
  return failures.map(({ since, ...rest }) => ({ ...rest, since: since.toISOString() }));
}
