import { parsePublicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { deleteReplyRule, updateReplyRule } from "@/lib/feedback/bounce-rules/save-rule";

export const PUT = appRoute("sending.write", (ctx, { params, body }) =>
  updateReplyRule(ctx, parsePublicId("rrl", params.replyRuleId ?? ""), body),
);

export const DELETE = appRoute("sending.write", (ctx, { params }) =>
  deleteReplyRule(ctx, parsePublicId("rrl", params.replyRuleId ?? "")),
);
