import { accountCtx } from "@/lib/account/account-ctx";
import { requestPasswordReset } from "@/lib/account/request-password-reset";
import { resetPassword } from "@/lib/account/reset-password";
import type { RequestPasswordReset, ResetPassword } from "@/lib/account/schema";
import { publicRoute } from "@/lib/http/app-route";
import { clientIp } from "@/lib/http/client-ip";
import { hitRateLimit } from "@/lib/security/rate-limit";

/** Asks for the mail; answers the same whether or not there is such an account. */
export const POST = publicRoute(async ({ body, request }) =>
  requestPasswordReset(accountCtx(clientIp(request.headers)), body as RequestPasswordReset),
);

/** Sets the new password with the secret of the mail. */
export const PUT = publicRoute(async ({ body, request }) => {
  const ip = clientIp(request.headers);
  await hitRateLimit(`reset-use-ip:${ip ?? "unknown"}`, { limit: 30, windowMs: 3600_000 });
  return resetPassword(accountCtx(ip), body as ResetPassword);
});
