import { accountCtx } from "@/lib/account/account-ctx";
import { removePasskey, renamePasskey } from "@/lib/account/factors/remove-factor";
import type { RenamePasskey } from "@/lib/account/factors/schema";
import { clientIp } from "@/lib/base/http/client-ip";
import { accountRoute } from "@/lib/base/routes/app-route";

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
