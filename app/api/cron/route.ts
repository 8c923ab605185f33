import { prisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { notFound } from "@/lib/base/errors";
import { workEnd } from "@/lib/base/jobs/after-answer";
import { publicRoute } from "@/lib/base/routes/app-route";
import { noteTry } from "@/lib/base/routes/note-refusal";
import { hasBearer } from "@/lib/base/security/bearer";
import { requireKnownSecret } from "@/lib/base/security/secret-check";
import { runCron } from "@/lib/run/functions/run-cron";

export const dynamic = "force-dynamic";

/** Does a worker's work in a bounded slice, for hosts without one. Called by the platform's cron with CRON_SECRET. */
export const GET = publicRoute(
  async ({ request }) => {
    if (!hasBearer(request.headers, env.CRON_SECRET)) {
      await noteTry(request.headers, "cron.refused", { route: "GET /api/cron", who: null });
      throw notFound("page");
    }
    const endBy = workEnd();
    await requireKnownSecret(prisma);
    return runCron(endBy);
  },
  { anyHost: true },
);
