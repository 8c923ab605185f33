import { accountCtx } from "@/lib/account/account-ctx";
import { factorChoice } from "@/lib/account/factors/queries";
import { stepUp } from "@/lib/account/step-up";
import { noPassword } from "@/lib/base/auth/passwords";
import { sessionCookieHeader } from "@/lib/base/auth/session-cookie";
import { isFresh } from "@/lib/base/auth/step-up";
import { clientIp } from "@/lib/base/http/client-ip";
import { accountRoute } from "@/lib/base/routes/app-route";
import { confirmingProviders } from "@/lib/sign-in/oidc/queries";

/** Whether the person has to confirm who they are before what is delicate, and with what they can. */
export const GET = accountRoute(async ({ user, session }) => ({
  fresh: isFresh(session),
  password: user.secondFactorAt === null && user.passwordHash !== noPassword,
  recoveryCode: user.secondFactorAt !== null,
  providers: await confirmingProviders(accountCtx(), user),
  ...(await factorChoice(accountCtx(), user.id)),
}));

/** Confirms it; the browser gets a new session in place of the old. */
export const POST = accountRoute(async ({ user, session, body, request }) => {
  const userAgent = request.headers.get("user-agent") ?? undefined;
  const opened = await stepUp(accountCtx(clientIp(request.headers)), { user, session }, body, userAgent);
  return new Response(null, { status: 204, headers: { "set-cookie": await sessionCookieHeader(opened) } });
});
