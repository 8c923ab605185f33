import { accountCtx } from "@/lib/account/account-ctx";
import { passkeyToMake } from "@/lib/account/factors/register-passkey";
import { accountRoute } from "@/lib/base/routes/app-route";
import { hitRateLimit } from "@/lib/base/security/rate-limit";

/** What the browser is asked to make. */
export const POST = accountRoute(
  async ({ user, session }) => {
    await hitRateLimit(`passkey-question:${user.id}`, { limit: 60, windowMs: 15 * 60_000 });
    return passkeyToMake(accountCtx(), { user, session });
  },
  { stepUp: true },
);
