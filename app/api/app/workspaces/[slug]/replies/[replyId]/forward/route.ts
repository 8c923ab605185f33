import { appRoute } from "@/lib/http/app-route";
import { forwardAgain } from "@/lib/replies/forward-again";
import { ReplyRef } from "@/lib/replies/schema";

export const POST = appRoute("replies.write", (ctx, { params }) => forwardAgain(ctx, ReplyRef.parse(params)));
