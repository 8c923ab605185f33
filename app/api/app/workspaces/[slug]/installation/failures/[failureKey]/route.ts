import { appRoute } from "@/lib/base/routes/app-route";
import { dismissFailure } from "@/lib/installation/retry-jobs";

export const DELETE = appRoute(
  "workspace.read",
  (ctx, { params }) => dismissFailure(ctx, { key: params.failureKey ?? "" }),
  { stepUp: true },
);
