import { type Drained, drainQueue } from "@/lib/base/jobs/drain";
import { WebhookRunner } from "@/lib/edges/webhooks/runner";
import { inLanguage } from "@/lib/language/server";
import { allJobs } from "@/lib/run/worker/all-jobs";
import { EmailLane } from "@/lib/sending/emails/email-lane";
import { Dispatcher } from "@/lib/sending/engine/dispatch";

/** Part of the time that is left which jobs may take before batches are sent, and these before other programs are told. */
const JOBS_SHARE = 0.5;
const BATCHES_SHARE = 0.7;

/**
 * Does what a worker does until nothing is due or `endBy` has come: jobs, single mails, batches of campaigns and webhooks by turns, because each makes work for
 * the other. Two at once are safe: jobs are fetched once, batches and endpoints are leased. It speaks English, as a worker does, and not the
 * language of the request that it follows.
 */
export function drain(endBy: Date): Promise<Drained> {
  return inLanguage("en", () => drainUntil(endBy));
}

async function drainUntil(endBy: Date): Promise<Drained> {
  const sum: Drained = { done: 0, failed: 0 };
  for (;;) {
    if (Date.now() >= endBy.getTime()) return sum;
    const { done, failed } = await drainQueue(allJobs, partOf(endBy, JOBS_SHARE));
    const emails = await new EmailLane().drain(partOf(endBy, BATCHES_SHARE));
    const batches = await new Dispatcher().drain(partOf(endBy, BATCHES_SHARE));
    const webhooks = await new WebhookRunner().drain(endBy);
    sum.done += done;
    sum.failed += failed;
    if (done + emails + batches + webhooks === 0) return sum;
  }
}

/** The end of such a part of the time that is left. */
const partOf = (endBy: Date, share: number): Date =>
  new Date(Date.now() + Math.max(0, endBy.getTime() - Date.now()) * share);
