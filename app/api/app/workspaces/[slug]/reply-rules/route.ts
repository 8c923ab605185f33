import { findReplyRules } from "@/lib/feedback/reply-rules/queries";
import { createReplyRule } from "@/lib/feedback/reply-rules/save-rule";
import { appRoute } from "@/lib/http/app-route";

/** GET: the operator's rules for replies, in the order in which they are tried. */
export const GET = appRoute("sending.write", (ctx) => findReplyRules(ctx));

/** POST: adds a rule. */
export const POST = appRoute("sending.write", (ctx, { body }) => createReplyRule(ctx, body));
