import { accountCtx } from "@/lib/account/account-ctx";
import { clientIp } from "@/lib/base/http/client-ip";
import { publicRoute } from "@/lib/base/routes/app-route";
import { joinWithNewAccount } from "@/lib/workspaces/accept-invitation";
import type { JoinWithNewAccount } from "@/lib/workspaces/member-schema";

/** Takes an invitation by making an account. */
export const POST = publicRoute(async ({ body, request }) =>
  joinWithNewAccount(accountCtx(clientIp(request.headers)), body as JoinWithNewAccount),
);
