import { accountCtx } from "@/lib/account/account-ctx";
import { clientIp } from "@/lib/base/http/client-ip";
import { accountRoute } from "@/lib/base/routes/app-route";
import { type UnlinkIdentity, unlinkIdentity } from "@/lib/sign-in/oidc/unlink-identity";

/** Takes the sign-in with one provider off the account. Linking goes by way of the provider: /api/auth/signin/ID. */
export const DELETE = accountRoute(
  async ({ user, session, body, request }) =>
    unlinkIdentity(accountCtx(clientIp(request.headers)), { user, session }, body as UnlinkIdentity),
  { stepUp: true },
);
