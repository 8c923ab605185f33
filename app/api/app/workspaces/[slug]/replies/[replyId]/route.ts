import { appRoute } from "@/lib/http/app-route";
import { findReply } from "@/lib/replies/queries";
import { ReplyRef } from "@/lib/replies/schema";

export const GET = appRoute("replies.read", (ctx, { params }) => findReply(ctx, ReplyRef.parse(params).replyId));
