import { appRoute } from "@/lib/base/routes/app-route";
import { shareSuppressions } from "@/lib/people/suppressions/installation";

export const PUT = appRoute("suppressions.write", (ctx, { body }) => shareSuppressions(ctx, body));
