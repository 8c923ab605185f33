import { accountCtx } from "@/lib/account/account-ctx";
import { clientIp } from "@/lib/base/http/client-ip";
import { accountRoute } from "@/lib/base/routes/app-route";
import { joinWithAccount } from "@/lib/workspaces/accept-invitation";
import type { JoinWithAccount } from "@/lib/workspaces/member-schema";

/** Takes an invitation with the account that is signed in. */
export const POST = accountRoute(async ({ user, body, request }) =>
  joinWithAccount(accountCtx(clientIp(request.headers)), user, body as JoinWithAccount),
);
