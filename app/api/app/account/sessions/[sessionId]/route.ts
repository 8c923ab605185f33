import { accountCtx } from "@/lib/account/account-ctx";
import { revokeSession } from "@/lib/account/revoke-sessions";
import { parsePublicId } from "@/lib/db/ids";
import { accountRoute } from "@/lib/http/app-route";
import { clientIp } from "@/lib/http/client-ip";

export const DELETE = accountRoute(
  async ({ user, params, request }) =>
    revokeSession(accountCtx(clientIp(request.headers)), user.id, parsePublicId("ses", params.sessionId ?? "")),
  { stepUp: true },
);
