import { appRoute } from "@/lib/base/routes/app-route";
import { findReplies } from "@/lib/inbound/replies/queries";
import { ReplyFilters } from "@/lib/inbound/replies/schema";

export const GET = appRoute("replies.read", (ctx, { query }) => findReplies(ctx, ReplyFilters.parse(query)));
