import { accountCtx } from "@/lib/account/account-ctx";
import { publicRoute } from "@/lib/http/app-route";
import { clientIp } from "@/lib/http/client-ip";
import { joinWithNewAccount } from "@/lib/workspaces/accept-invitation";
import type { JoinWithNewAccount } from "@/lib/workspaces/member-schema";

/** Takes an invitation by making an account. */
export const POST = publicRoute(async ({ body, request }) =>
  joinWithNewAccount(accountCtx(clientIp(request.headers)), body as JoinWithNewAccount),
);
