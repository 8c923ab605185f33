import { appRoute } from "@/lib/base/routes/app-route";
import { previewBounceRule } from "@/lib/feedback/bounce-rules/preview-rule";

/** POST: what a rule would change among the replies of late; stores nothing. */
export const POST = appRoute("sending.write", (ctx, { body }) => previewBounceRule(ctx, body), { heavy: true });
