import { appRoute } from "@/lib/base/routes/app-route";
import { answerReply } from "@/lib/inbound/replies/answer-reply";
import { type AnswerReply, ReplyRef } from "@/lib/inbound/replies/schema";

export const POST = appRoute("replies.write", (ctx, { params, body }) =>
  answerReply(ctx, { ...(body as AnswerReply), ...ReplyRef.parse(params) }),
);
