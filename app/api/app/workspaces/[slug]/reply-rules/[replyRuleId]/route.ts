import { parsePublicId } from "@/lib/db/ids";
import { deleteReplyRule, updateReplyRule } from "@/lib/feedback/reply-rules/save-rule";
import { appRoute } from "@/lib/http/app-route";

export const PUT = appRoute("sending.write", (ctx, { params, body }) =>
  updateReplyRule(ctx, parsePublicId("rrl", params.replyRuleId ?? ""), body),
);

export const DELETE = appRoute("sending.write", (ctx, { params }) =>
  deleteReplyRule(ctx, parsePublicId("rrl", params.replyRuleId ?? "")),
);
