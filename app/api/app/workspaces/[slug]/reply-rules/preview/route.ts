import { previewReplyRule } from "@/lib/feedback/reply-rules/preview-rule";
import { appRoute } from "@/lib/http/app-route";

/** POST: what a rule would change among the replies of late; stores nothing. */
export const POST = appRoute("sending.write", (ctx, { body }) => previewReplyRule(ctx, body), { heavy: true });
