import { appRoute } from "@/lib/base/routes/app-route";
import { discardJob } from "@/lib/installation/retry-jobs";

export const DELETE = appRoute("workspace.read", (ctx, { params }) => discardJob(ctx, { jobId: params.jobId ?? "" }), {
  stepUp: true,
});
