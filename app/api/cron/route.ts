import { prisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { notFound } from "@/lib/base/errors";
import { drainQueue } from "@/lib/base/jobs/drain";
import { publicRoute } from "@/lib/base/routes/app-route";
import { noteTry } from "@/lib/base/routes/note-refusal";
import { hasBearer } from "@/lib/base/security/bearer";
import { requireKnownSecret } from "@/lib/base/security/secret-check";
import { allJobs } from "@/lib/run/worker/all-jobs";
import { Dispatcher } from "@/lib/sending/engine/dispatch";

export const dynamic = "force-dynamic";
export const maxDuration = 60;
const budgetMs = 50_000;
/** Part of the time that jobs may take before batches are sent. */
const JOBS_SHARE = 0.5;

/** Works on the queue and sends what is due in a bounded slice, for hosts without a worker. Called by the platform's cron with CRON_SECRET. */
export const GET = publicRoute(
  async ({ request }) => {
    if (!hasBearer(request.headers, env.CRON_SECRET)) {
      await noteTry(request.headers, "cron.refused", { route: "GET /api/cron", who: null });
      throw notFound("page");
    }
    await requireKnownSecret(prisma);
    const endBy = new Date(Date.now() + budgetMs);
    const jobs = await drainQueue(allJobs, budgetMs * JOBS_SHARE);
    await new Dispatcher().drain(endBy);
    return jobs;
  },
  { anyHost: true },
);
