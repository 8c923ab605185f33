import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import { env } from "@/lib/base/env";
import { type Readiness, readiness } from "@/lib/base/health/readiness";
import { hasBearer } from "@/lib/base/security/bearer";
import { StillThere } from "@/lib/run/web/still-there";
import { allJobs } from "@/lib/run/worker/all-jobs";
import { findStuckCampaigns } from "@/lib/sending/campaign/find-stuck";

const freshMs = 5000;
const jobNames = allJobs.map(({ name }) => name);
const answers = new BoundedCache<Promise<Readiness>>({ max: 1 });

/** Longer than a campaign that goes on after a night's rest takes until its first message. */
const suspects = new StillThere(30_000);

async function campaignsProblem(): Promise<string | null> {
  const found = await findStuckCampaigns(env.STUCK_AFTER_MINUTES * 60_000);
  const stuck = suspects.look(found, ({ campaignId }) => campaignId);
  if (stuck.length === 0) return null;
  const named = stuck.slice(0, 3).map(({ workspaceId, campaignId }) => `${campaignId} of workspace ${workspaceId}`);
  const more = stuck.length > named.length ? ` and ${stuck.length - named.length} more` : "";
  return `Nothing has moved for ${env.STUCK_AFTER_MINUTES} minutes in campaign ${named.join(", ")}${more}. Look at the log of the workers, and restart them.`;
}

/**
 * 200 when all is well, else 503. However many ask, it is looked at every few seconds at most. What is wrong is said to whoever has
 * READY_TOKEN, to the others only that something is.
 */
export async function answerReady(request: Request): Promise<Response> {
  const state = await remember(answers, "all", () => readiness({ jobNames, campaigns: campaignsProblem }), freshMs);
  const body = hasBearer(request.headers, env.READY_TOKEN) ? state : { ready: state.ready };
  return Response.json(body, { status: state.ready ? 200 : 503, headers: { "cache-control": "no-store" } });
}
