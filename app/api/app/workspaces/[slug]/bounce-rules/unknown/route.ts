import { appRoute } from "@/lib/base/routes/app-route";
import { findUnknownReplies } from "@/lib/feedback/bounce-rules/unknown-replies";

/** GET: replies of late that no rule understands, grouped. */
export const GET = appRoute("sending.write", (ctx) => findUnknownReplies(ctx));
