import { appRoute } from "@/lib/base/routes/app-route";
import { sendAnswerAgain } from "@/lib/inbound/replies/answer-reply";
import { AnswerRef } from "@/lib/inbound/replies/schema";

export const POST = appRoute("replies.write", (ctx, { params }) => sendAnswerAgain(ctx, AnswerRef.parse(params)));
