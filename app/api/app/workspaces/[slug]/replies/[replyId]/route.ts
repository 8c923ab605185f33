import { appRoute } from "@/lib/base/routes/app-route";
import { findReply } from "@/lib/inbound/replies/queries";
import { ReplyRef } from "@/lib/inbound/replies/schema";

export const GET = appRoute("replies.read", (ctx, { params }) => findReply(ctx, ReplyRef.parse(params).replyId));
