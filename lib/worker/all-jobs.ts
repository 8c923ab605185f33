import { accountJobs } from "@/lib/account/jobs";
import { analyticsJobs } from "@/lib/analytics/jobs";
import { campaignsJobs } from "@/lib/campaigns/jobs";
import { domainsJobs } from "@/lib/domains/jobs";
import { importJobs } from "@/lib/imports/jobs";
import { pollJobs } from "@/lib/inbound/imap/poll-jobs";
import { inboundJobs } from "@/lib/inbound/jobs";
import type { AnyJob } from "@/lib/jobs/define-job";
import { notificationsJobs } from "@/lib/notifications/jobs";
import { providerHooksJobs } from "@/lib/provider-hooks/jobs";
import { repliesJobs } from "@/lib/replies/forward-job";
import { sendingJobs } from "@/lib/sending/jobs";
import { pacingJobs } from "@/lib/sending/pacing/jobs";
import { warmupJobs } from "@/lib/warmup/jobs";
import { workspaceJobs } from "@/lib/workspaces/sample-data-job";

/** Every job that a worker runs; each domain lists its own. */
export const allJobs: readonly AnyJob[] = [
  ...accountJobs,
  ...analyticsJobs,
  ...campaignsJobs,
  ...importJobs,
  ...domainsJobs,
  ...inboundJobs,
  ...pollJobs,
  ...notificationsJobs,
  ...providerHooksJobs,
  ...repliesJobs,
  ...sendingJobs,
  ...pacingJobs,
  ...warmupJobs,
  ...workspaceJobs,
];
