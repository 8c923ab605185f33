import { accountCtx } from "@/lib/account/account-ctx";
import { passkeyQuestion } from "@/lib/account/factors/passkey-answers";
import { accountRoute } from "@/lib/base/routes/app-route";
import { hitRateLimit } from "@/lib/base/security/rate-limit";

/** What a passkey is asked to confirm that it is the person. */
export const POST = accountRoute(async ({ user, session }) => {
  await hitRateLimit(`passkey-question:${user.id}`, { limit: 60, windowMs: 15 * 60_000 });
  return passkeyQuestion(accountCtx(), { purpose: "step-up", boundTo: session.id }, user.id);
});
