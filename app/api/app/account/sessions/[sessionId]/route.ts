import { accountCtx } from "@/lib/account/account-ctx";
import { revokeSession } from "@/lib/account/revoke-sessions";
import { parsePublicId } from "@/lib/base/db/ids";
import { clientIp } from "@/lib/base/http/client-ip";
import { accountRoute } from "@/lib/base/routes/app-route";

export const DELETE = accountRoute(
  async ({ user, params, request }) =>
    revokeSession(accountCtx(clientIp(request.headers)), user.id, parsePublicId("ses", params.sessionId ?? "")),
  { stepUp: true },
);
