import { createHash, timingSafeEqual } from "node:crypto";
import { prisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { notFound } from "@/lib/base/errors";
import { drainQueue } from "@/lib/base/jobs/drain";
import { publicRoute } from "@/lib/base/routes/app-route";
import { noteTry } from "@/lib/base/routes/note-refusal";
import { requireKnownSecret } from "@/lib/base/security/secret-check";
import { allJobs } from "@/lib/run/worker/all-jobs";
import { Dispatcher } from "@/lib/sending/engine/dispatch";

export const dynamic = "force-dynamic";
export const maxDuration = 60;
const budgetMs = 50_000;
/** Part of the time that jobs may take before batches are sent. */
const JOBS_SHARE = 0.5;

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Works on the queue and sends what is due in a bounded slice, for hosts without a worker. Called by the platform's cron with CRON_SECRET. */
export const GET = publicRoute(
  async ({ request }) => {
    const given = request.headers.get("authorization") ?? "";
    if (!env.CRON_SECRET || !timingSafeEqual(digest(given), digest(`Bearer ${env.CRON_SECRET}`))) {
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
