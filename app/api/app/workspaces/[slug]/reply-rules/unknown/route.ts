import { findUnknownReplies } from "@/lib/feedback/reply-rules/unknown-replies";
import { appRoute } from "@/lib/http/app-route";

/** GET: replies of late that no rule understands, grouped. */
export const GET = appRoute("sending.write", (ctx) => findUnknownReplies(ctx));
