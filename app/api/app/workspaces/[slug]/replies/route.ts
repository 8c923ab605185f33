import { appRoute } from "@/lib/http/app-route";
import { findReplies } from "@/lib/replies/queries";
import { ReplyFilters } from "@/lib/replies/schema";

export const GET = appRoute("replies.read", (ctx, { query }) => findReplies(ctx, ReplyFilters.parse(query)));
