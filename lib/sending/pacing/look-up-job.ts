import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";
import { lookUpDomains } from "./look-up-domains";

/** Finds out whose mail servers new recipient domains use, until none waits. */
export const lookUpDomainsJob = defineJob(
  "sending.look-up-domains",
  z.object({ workspaceId: z.string() }),
  async (ctx) => {
    for (let slices = 0; slices < 100 && (await lookUpDomains(ctx)) > 0; slices++);
  },
  { retryLimit: 2, expireInSeconds: 900 },
);
