import { accountCtx } from "@/lib/account/account-ctx";
import { registerPasskey } from "@/lib/account/factors/register-passkey";
import type { NewPasskey } from "@/lib/account/factors/schema";
import { clientIp } from "@/lib/base/http/client-ip";
import { accountRoute } from "@/lib/base/routes/app-route";

/** Keeps the passkey that the browser made. */
export const POST = accountRoute(
  async ({ user, session, body, request }) =>
    registerPasskey(accountCtx(clientIp(request.headers)), { user, session }, body as NewPasskey),
  { stepUp: true },
);
