import { appRoute } from "@/lib/base/routes/app-route";
import { forwardAgain } from "@/lib/inbound/replies/forward-again";
import { ReplyRef } from "@/lib/inbound/replies/schema";

export const POST = appRoute("replies.write", (ctx, { params }) => forwardAgain(ctx, ReplyRef.parse(params)));
