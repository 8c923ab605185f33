import { accountCtx } from "@/lib/account/account-ctx";
import { renewRecoveryCodes } from "@/lib/account/factors/renew-recovery-codes";
import { accountRoute } from "@/lib/http/app-route";
import { clientIp } from "@/lib/http/client-ip";

/** Ten new codes; the answer is the only time they are seen. */
export const POST = accountRoute(
  async ({ user, session, request }) => renewRecoveryCodes(accountCtx(clientIp(request.headers)), { user, session }),
  { stepUp: true },
);
