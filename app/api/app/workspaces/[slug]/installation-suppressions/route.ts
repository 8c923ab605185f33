import { appRoute } from "@/lib/base/routes/app-route";
import {
  addInstallationSuppressions,
  findInstallationSuppressions,
  removeInstallationSuppression,
} from "@/lib/people/suppressions/installation";

export const GET = appRoute("suppressions.write", (ctx, { query }) => findInstallationSuppressions(ctx, query));

export const POST = appRoute("suppressions.write", (ctx, { body }) => addInstallationSuppressions(ctx, body));

export const DELETE = appRoute("suppressions.write", (ctx, { body }) => removeInstallationSuppression(ctx, body));
