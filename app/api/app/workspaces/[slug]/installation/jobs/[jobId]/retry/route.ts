import { appRoute } from "@/lib/base/routes/app-route";
import { retryJob } from "@/lib/installation/retry-jobs";

export const PUT = appRoute("workspace.read", (ctx, { params }) => retryJob(ctx, { jobId: params.jobId ?? "" }), {
  stepUp: true,
});
