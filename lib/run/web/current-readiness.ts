import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import { prisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";
import { type Readiness, readiness } from "@/lib/base/health/readiness";
import { picturesProblem } from "@/lib/content/assets/place-states";
import { inLanguage } from "@/lib/language/server";
import { StillThere } from "@/lib/run/web/still-there";
import { allJobs } from "@/lib/run/worker/all-jobs";
import { findStuckCampaigns, stuckText } from "@/lib/sending/campaign/find-stuck";
import { stuckEmailsText } from "@/lib/sending/emails/find-stuck-emails";

const freshMs = 5000;
const jobNames = allJobs.map(({ name }) => name);
const answers = new BoundedCache<Promise<Readiness>>({ max: 1 });

/** Longer than a campaign that goes on after a night's rest takes until its first message. */
const suspects = new StillThere(30_000);

async function mailProblem(): Promise<string | null> {
  const minutes = env.STUCK_AFTER_MINUTES;
  const found = await findStuckCampaigns(minutes * 60_000);
  const stuck = suspects.look(found, ({ campaignId }) => campaignId);
  return stuckText(stuck, minutes) ?? stuckEmailsText(minutes);
}

/** Whether this installation can do its work, in English: programs and people share it. However many ask, it is looked at every few seconds at most. */
export function currentReadiness(): Promise<Readiness> {
  const pictures = () => inLanguage("en", () => picturesProblem(prisma));
  const parts = { jobNames, campaigns: mailProblem, pictures };
  return remember(answers, "all", () => readiness(parts), freshMs);
}
