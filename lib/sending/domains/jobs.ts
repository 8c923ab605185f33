import { z } from "zod";
import { systemCtx } from "@/lib/base/context";
import { defineJob } from "@/lib/base/jobs/define-job";
import { findDueDomains } from "./queries";
import { verifyDomain } from "./verify-domain";

/** Looks the records of domains up again: those that wait every hour, the others every day. */
export const recheckDomainsJob = defineJob(
  "domains.recheck",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    for (const { workspaceId, id } of await findDueDomains(ctx)) {
      await verifyDomain({ ...systemCtx(workspaceId, "domains.recheck"), db: ctx.db }, { domainId: id });
    }
  },
  { cron: "7 * * * *", retryLimit: 0, expireInSeconds: 1800 },
);

export const domainsJobs = [recheckDomainsJob];
