import { accountCtx } from "@/lib/account/account-ctx";
import { passkeyQuestion } from "@/lib/account/factors/passkey-answers";
import { dropPendingSignIn, readPendingSignIn } from "@/lib/account/factors/pending-sign-in";
import { secondStepCookieHeader } from "@/lib/base/auth/session-cookie";
import { unauthenticated } from "@/lib/base/errors";
import { publicRoute } from "@/lib/base/routes/app-route";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { t } from "@/lib/language/t";

/** What a passkey is asked in the second step of the sign-in that waits in this browser. */
export const POST = publicRoute(async ({ request }) => {
  const ctx = accountCtx();
  const pending = await readPendingSignIn(ctx, request.headers.get("cookie"));
  if (!pending) throw unauthenticated(t("Sign in with your password again."));
  await hitRateLimit(`passkey-question:${pending.id}`, { limit: 30, windowMs: 15 * 60_000 });
  return passkeyQuestion(ctx, { purpose: "second-step", boundTo: pending.id }, pending.user.id);
});

/** Gives up the sign-in that waits. */
export const DELETE = publicRoute(async ({ request }) => {
  await dropPendingSignIn(accountCtx(), request.headers.get("cookie"));
  return new Response(null, { status: 204, headers: { "set-cookie": secondStepCookieHeader(null) } });
});
