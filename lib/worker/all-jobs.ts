import { campaignsJobs } from "@/lib/campaigns/jobs";
import { inboundJobs } from "@/lib/inbound/jobs";
import type { AnyJob } from "@/lib/jobs/define-job";

/** Every job that a worker runs; each domain lists its own. */
export const allJobs: readonly AnyJob[] = [...campaignsJobs, ...inboundJobs];
