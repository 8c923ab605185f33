import { accountCtx } from "@/lib/account/account-ctx";
import { requestEmailVerification } from "@/lib/account/request-email-verification";
import type { VerifyEmail } from "@/lib/account/schema";
import { verifyEmail } from "@/lib/account/verify-email";
import { clientIp } from "@/lib/base/http/client-ip";
import { accountRoute, publicRoute } from "@/lib/base/routes/app-route";

/** Mails the link again. */
export const POST = accountRoute(async ({ user }) => requestEmailVerification(accountCtx(), user));

/** Confirms the address with the secret of the mail; the link may be opened on a device that is not signed in. */
export const PUT = publicRoute(async ({ body, request }) =>
  verifyEmail(accountCtx(clientIp(request.headers)), body as VerifyEmail),
);
