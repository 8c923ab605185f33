import type { Ctx } from "@/lib/base/context";
import { findRepeatedFailures } from "@/lib/base/jobs/repeated-failures";
import type { FailingStep } from "./progress-view";

/** What of a campaign fails the same way again and again, the one that does so for longest; null when nothing does. */
export async function failingStep(ctx: Ctx, campaignId: string): Promise<FailingStep | null> {
  const campaign = { workspaceId: ctx.workspaceId, campaignId };
  const [failure] = await findRepeatedFailures(ctx.db, { campaign, now: ctx.now() });
  if (!failure) return null;
  const { job, reason, count, since } = failure;
  return { step: stepOf(job), reason, count, since: since.toISOString() };
}

function stepOf(job: string): FailingStep["step"] {
  if (job === "campaigns.prepare") return "prepare";
  return job === "campaigns.launch-scheduled" ? "launch" : "send";
}
