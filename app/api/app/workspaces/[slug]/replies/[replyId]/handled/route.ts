import { appRoute } from "@/lib/http/app-route";
import { ReplyRef } from "@/lib/replies/schema";
import { setReplyHandled } from "@/lib/replies/set-handled";

export const PUT = appRoute("replies.write", (ctx, { params }) =>
  setReplyHandled(ctx, { ...ReplyRef.parse(params), handled: true }),
);

export const DELETE = appRoute("replies.write", (ctx, { params }) =>
  setReplyHandled(ctx, { ...ReplyRef.parse(params), handled: false }),
);
