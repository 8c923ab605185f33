import { accountCtx } from "@/lib/account/account-ctx";
import { deviceCookieName, trustDevice } from "@/lib/account/known-devices";
import { requestPasswordReset } from "@/lib/account/request-password-reset";
import { resetPassword } from "@/lib/account/reset-password";
import type { RequestPasswordReset, ResetPassword } from "@/lib/account/schema";
import { cookieValue } from "@/lib/base/auth/session";
import { clientIp } from "@/lib/base/http/client-ip";
import { publicRoute } from "@/lib/base/routes/app-route";

/** Asks for the mail; answers the same whether or not there is such an account. */
export const POST = publicRoute(async ({ body, request }) =>
  requestPasswordReset(accountCtx(clientIp(request.headers)), body as RequestPasswordReset),
);

/** Sets the new password with the secret of the mail. */
export const PUT = publicRoute(async ({ body, request }) => {
  const ip = clientIp(request.headers);
  const ctx = accountCtx(ip);
  const { email, userId } = await resetPassword(ctx, body as ResetPassword);
  const token = cookieValue(request.headers.get("cookie"), deviceCookieName());
  // Whoever has the mailbox signs in from here next, also while others try the account from all over.
  const cookie = await trustDevice(ctx, userId, { token, userAgent: request.headers.get("user-agent") ?? undefined });
  return Response.json({ email }, { headers: { "set-cookie": cookie, "cache-control": "no-store" } });
});
