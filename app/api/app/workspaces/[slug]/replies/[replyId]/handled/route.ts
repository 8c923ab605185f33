import { appRoute } from "@/lib/base/routes/app-route";
import { ReplyRef } from "@/lib/inbound/replies/schema";
import { setReplyHandled } from "@/lib/inbound/replies/set-handled";

export const PUT = appRoute("replies.write", (ctx, { params }) =>
  setReplyHandled(ctx, { ...ReplyRef.parse(params), handled: true }),
);

export const DELETE = appRoute("replies.write", (ctx, { params }) =>
  setReplyHandled(ctx, { ...ReplyRef.parse(params), handled: false }),
);
