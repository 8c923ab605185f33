import { z } from "zod";
import { env } from "@/lib/base/env";
import { readiness } from "@/lib/base/health/readiness";
import { type AnyJob, defineJob } from "@/lib/base/jobs/define-job";
import { picturesProblem } from "@/lib/content/assets/place-states";
import { findStuckCampaigns, stuckText } from "@/lib/sending/campaign/find-stuck";
import { stuckEmailsText } from "@/lib/sending/emails/find-stuck-emails";
import { findProblems } from "./find-problems";
import { tellProblems } from "./tell-problems";

/** Looks every minute whether the installation needs a person; `jobNames` are the jobs whose waiting counts. */
export function tellProblemsJob(jobNames: readonly string[]): AnyJob {
  return defineJob(
    "installation.tell-problems",
    z.object({ workspaceId: z.string() }),
    async (ctx) => {
      const pictures = () => picturesProblem(ctx.db);
      const state = await readiness({ now: ctx.now(), jobNames, campaigns: mailProblem, pictures });
      await tellProblems(ctx, await findProblems(state));
    },
    { cron: "* * * * *", retryLimit: 0, expireInSeconds: 60 },
  );
}

async function mailProblem(): Promise<string | null> {
  const minutes = env.STUCK_AFTER_MINUTES;
  return stuckText(await findStuckCampaigns(minutes * 60_000), minutes) ?? stuckEmailsText(minutes);
}
