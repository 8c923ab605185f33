import { accountCtx } from "@/lib/account/account-ctx";
import { removeTotp } from "@/lib/account/factors/remove-factor";
import { beginTotp, confirmTotp } from "@/lib/account/factors/set-up-totp";
import { clientIp } from "@/lib/base/http/client-ip";
import { accountRoute } from "@/lib/base/routes/app-route";

/** A new secret to scan. */
export const POST = accountRoute(async ({ user, session }) => beginTotp(accountCtx(), { user, session }), {
  stepUp: true,
});

/** The first code of the app takes it into use. */
export const PUT = accountRoute(
  async ({ user, session, body, request }) =>
    confirmTotp(accountCtx(clientIp(request.headers)), { user, session }, body as { code: string }),
  { stepUp: true },
);

export const DELETE = accountRoute(
  async ({ user, session, request }) => removeTotp(accountCtx(clientIp(request.headers)), { user, session }),
  { stepUp: true },
);
