import { parsePublicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { deleteBounceRule, updateBounceRule } from "@/lib/feedback/bounce-rules/save-rule";

export const PUT = appRoute("sending.write", (ctx, { params, body }) =>
  updateBounceRule(ctx, parsePublicId("rrl", params.bounceRuleId ?? ""), body),
);

export const DELETE = appRoute("sending.write", (ctx, { params }) =>
  deleteBounceRule(ctx, parsePublicId("rrl", params.bounceRuleId ?? "")),
);
