import { z } from "zod";
import { defineJob } from "@/lib/base/jobs/define-job";
import { tellOfExpiry } from "./tell-of-expiry";

const tellOfExpiryJob = defineJob("api-keys.tell-of-expiry", z.object({ workspaceId: z.string() }), tellOfExpiry, {
  cron: "23 * * * *",
  retryLimit: 1,
  expireInSeconds: 300,
});

export const apiKeysJobs = [tellOfExpiryJob];
