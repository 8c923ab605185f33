import { accountCtx } from "@/lib/account/account-ctx";
import { removePasskey, renamePasskey } from "@/lib/account/factors/remove-factor";
import type { RenamePasskey } from "@/lib/account/factors/schema";
import { accountRoute } from "@/lib/http/app-route";
import { clientIp } from "@/lib/http/client-ip";

export const PATCH = accountRoute(
  async ({ user, session, params, body, request }) =>
    renamePasskey(
      accountCtx(clientIp(request.headers)),
      { user, session },
      {
        ...(body as RenamePasskey),
        passkeyId: params.passkeyId ?? "",
      },
    ),
  { stepUp: true },
);

export const DELETE = accountRoute(
  async ({ user, session, params, request }) =>
    removePasskey(accountCtx(clientIp(request.headers)), { user, session }, { passkeyId: params.passkeyId ?? "" }),
  { stepUp: true },
);
