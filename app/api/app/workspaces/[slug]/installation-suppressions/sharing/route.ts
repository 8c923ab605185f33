import { appRoute } from "@/lib/http/app-route";
import { shareSuppressions } from "@/lib/suppressions/installation";

export const PUT = appRoute("suppressions.write", (ctx, { body }) => shareSuppressions(ctx, body));
