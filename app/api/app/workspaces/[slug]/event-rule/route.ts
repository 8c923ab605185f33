import { appRoute } from "@/lib/base/routes/app-route";
import { changeIdentityRule } from "@/lib/people/identities/identity-rule";
import { IdentityRuleInput } from "@/lib/people/identities/schema";

export const PUT = appRoute("events.manage", (ctx, { body }) => changeIdentityRule(ctx, IdentityRuleInput.parse(body)));
