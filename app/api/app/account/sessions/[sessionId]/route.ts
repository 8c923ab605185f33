import { accountCtx } from "@/lib/account/account-ctx";
import { revokeSession } from "@/lib/account/revoke-sessions";
import { parsePublicId } from "@/lib/db/ids";
import { accountRoute } from "@/lib/http/app-route";

export const DELETE = accountRoute(
  async ({ user, params }) => revokeSession(accountCtx(), user.id, parsePublicId("ses", params.sessionId ?? "")),
  { stepUp: true },
);
