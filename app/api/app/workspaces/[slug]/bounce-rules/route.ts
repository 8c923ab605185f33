import { appRoute } from "@/lib/base/routes/app-route";
import { findBounceRules } from "@/lib/feedback/bounce-rules/queries";
import { createBounceRule } from "@/lib/feedback/bounce-rules/save-rule";

/** GET: the operator's rules for replies, in the order in which they are tried. */
export const GET = appRoute("sending.write", (ctx) => findBounceRules(ctx));

/** POST: adds a rule. */
export const POST = appRoute("sending.write", (ctx, { body }) => createBounceRule(ctx, body));
