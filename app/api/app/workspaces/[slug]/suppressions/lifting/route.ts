import { appRoute } from "@/lib/http/app-route";
import { liftSuppressions } from "@/lib/suppressions/lift-suppressions";
import { LiftSuppressions } from "@/lib/suppressions/schema";

export const POST = appRoute("suppressions.write", (ctx, { body }) =>
  liftSuppressions(ctx, LiftSuppressions.parse(body)),
);
