import { accountCtx } from "@/lib/account/account-ctx";
import { renewRecoveryCodes } from "@/lib/account/factors/renew-recovery-codes";
import { clientIp } from "@/lib/base/http/client-ip";
import { accountRoute } from "@/lib/base/routes/app-route";

/** Ten new codes; the answer is the only time they are seen. */
export const POST = accountRoute(
  async ({ user, session, request }) => renewRecoveryCodes(accountCtx(clientIp(request.headers)), { user, session }),
  { stepUp: true },
);
