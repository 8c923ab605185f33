import { accountJobs } from "@/lib/account/jobs";
import { backupJobs } from "@/lib/backup/jobs";
import { binJobs } from "@/lib/base/bin/jobs";
import type { AnyJob } from "@/lib/base/jobs/define-job";
import { campaignsJobs } from "@/lib/campaigns/lifecycle/jobs";
import { assetJobs } from "@/lib/content/assets/jobs";
import { apiKeysJobs } from "@/lib/edges/api-keys/jobs";
import { webhooksJobs } from "@/lib/edges/webhooks/jobs";
import { goalJobs } from "@/lib/events/goals/jobs";
import { eventsJobs } from "@/lib/events/months/jobs";
import { pollJobs } from "@/lib/inbound/mail/imap/poll-jobs";
import { inboundJobs } from "@/lib/inbound/mail/jobs";
import { providerWebhooksJobs } from "@/lib/inbound/provider-webhooks/jobs";
import { repliesJobs } from "@/lib/inbound/replies/forward-job";
import { tellProblemsJob } from "@/lib/installation/problems/tell-problems-job";
import { installationJobs } from "@/lib/installation/tell-failing-jobs";
import { contactsJobs } from "@/lib/people/contacts/erase-traces-job";
import { hygieneJobs } from "@/lib/people/hygiene/jobs";
import { identityJobs } from "@/lib/people/identities/jobs";
import { importJobs } from "@/lib/people/imports/jobs";
import { searchJobs } from "@/lib/people/search/jobs";
import { analyticsJobs } from "@/lib/reports/jobs";
import { retentionJobs } from "@/lib/retention/jobs";
import { domainsJobs } from "@/lib/sending/domains/jobs";
import { sendingJobs } from "@/lib/sending/engine/jobs";
import { pacingJobs } from "@/lib/sending/pacing/jobs";
import { warmupJobs } from "@/lib/sending/warmup/jobs";
import { workspaceJobs } from "@/lib/set-up/sample-data-job";

const jobs: readonly AnyJob[] = [
  ...accountJobs,
  ...analyticsJobs,
  ...apiKeysJobs,
  ...assetJobs,
  ...backupJobs,
  ...binJobs,
  ...campaignsJobs,
  ...contactsJobs,
  ...eventsJobs,
  ...goalJobs,
  ...identityJobs,
  ...importJobs,
  ...domainsJobs,
  ...inboundJobs,
  ...pollJobs,
  ...installationJobs,
  ...providerWebhooksJobs,
  ...repliesJobs,
  ...retentionJobs,
  ...hygieneJobs,
  ...searchJobs,
  ...sendingJobs,
  ...pacingJobs,
  ...warmupJobs,
  ...webhooksJobs,
  ...workspaceJobs,
];

/** Every job that a worker runs; each domain lists its own. One of them looks whether the others wait. */
export const allJobs: readonly AnyJob[] = [...jobs, tellProblemsJob(jobs.map(({ name }) => name))];
