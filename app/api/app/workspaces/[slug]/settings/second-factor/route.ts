import { appRoute } from "@/lib/base/routes/app-route";
import { type SecondFactorPolicy, setSecondFactorPolicy } from "@/lib/workspaces/set-second-factor-policy";

/** Whether members need a second factor, and from when on. */
export const PUT = appRoute("members.write", (ctx, { body }) => setSecondFactorPolicy(ctx, body as SecondFactorPolicy));
