import { appRoute } from "@/lib/base/routes/app-route";
import { liftSuppressions } from "@/lib/people/suppressions/lift-suppressions";
import { LiftSuppressions } from "@/lib/people/suppressions/schema";

export const POST = appRoute("suppressions.write", (ctx, { body }) =>
  liftSuppressions(ctx, LiftSuppressions.parse(body)),
);
