import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { accountCtx } from "@/lib/account/account-ctx";
import { deviceCookieName, rememberDevice } from "@/lib/account/known-devices";
import { oidcProviders } from "@/lib/account/oidc-providers";
import { authCookies } from "@/lib/base/auth/cookies";
import { ownUrl } from "@/lib/base/auth/own-url";
import { authSecret, cookieValue, sessionIdOf, sessionLifetimeMs } from "@/lib/base/auth/session";
import { secondStepCookieHeader } from "@/lib/base/auth/session-cookie";
import { prisma } from "@/lib/base/db/client";
import { AppError } from "@/lib/base/errors";
import { clientIp } from "@/lib/base/http/client-ip";
import { createLog } from "@/lib/base/log";
import { outerPath } from "@/lib/client/paths";
import { isLanguage } from "@/lib/language/languages";
import { languageCookieHeader } from "@/lib/language/server";
import type { AuthCall } from "./auth-call";
import { factorProviders } from "./factor-providers";
import { oidcForNextAuth, withOidc } from "./oidc";
import { asSignInError } from "./sign-in-error";
import { startSession } from "./start-session";

const log = createLog({ part: "sign-in" });

/** What the sign-in form hears when the password was right and a second factor is awaited. */
const secondStepError = "SecondStep";

/**
 * next-auth keeps the cookie and its CSRF protection. The JWT in the cookie only names a row of our `session` table
 * (credentials cannot use database sessions in next-auth 4), which decides whether it still counts.
 */
export function nextAuthOptions(call: AuthCall): NextAuthOptions {
  return {
    secret: authSecret(),
    session: { strategy: "jwt", maxAge: sessionLifetimeMs / 1000 },
    pages: { signIn: outerPath("/sign-in"), error: outerPath("/sign-in") },
    cookies: authCookies(),
    providers: [
      CredentialsProvider({
        name: "E-mail and password",
        credentials: { email: { label: "E-mail", type: "email" }, password: { label: "Password", type: "password" } },
        authorize: (credentials) =>
          withPassword(call, credentials).catch((error: unknown) => {
            throw asSignInError(error);
          }),
      }),
      ...factorProviders((header) => call.setCookies.push(header)),
      ...oidcProviders().map((provider) => oidcForNextAuth(provider, call.oidc)),
    ],
    callbacks: {
      signIn: async ({ user, account, profile }) =>
        account?.type === "oauth" ? withOidc(call, account.provider, { profile, user }) : true,
      jwt: async ({ token, user }) => (user ? begun(call, user as Opened) : token),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url, baseUrl }) => ownUrl(url, baseUrl),
    },
    events: {
      signOut: async ({ token }) => {
        const id = (token as { sid?: string } | null)?.sid;
        if (id) await endSession(id);
      },
    },
    // next-auth's own words go to the console with whatever a provider answered.
    logger: {
      error: (code, meta) => log.warn(code, { reason: reasonOf(meta) }),
      warn: () => {},
      debug: () => {},
    },
  };
}

interface Opened {
  id: string;
  sid?: string;
}

/**
 * Somebody is in, whichever way: their browser is known from now on and speaks the language that they chose elsewhere, and the session that
 * it had before ends.
 */
async function begun(call: AuthCall, { id, sid }: Opened) {
  const before = await sessionIdOf(call.headers.get("cookie"));
  if (before && before !== sid) await endSession(before);
  call.setCookies.push(await rememberDevice(accountCtx(clientIp(call.headers)), id, browserOf(call)));
  const user = await prisma.user.findUnique({ where: { id }, select: { language: true } });
  if (isLanguage(user?.language)) call.setCookies.push(languageCookieHeader(user.language));
  return { sub: id, sid };
}

async function endSession(id: string): Promise<void> {
  await prisma.session.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } });
}

const browserOf = ({ headers }: AuthCall) => ({
  token: cookieValue(headers.get("cookie"), deviceCookieName()),
  userAgent: headers.get("user-agent") ?? undefined,
});

async function withPassword(call: AuthCall, credentials: Record<string, string> | undefined) {
  const started = await startSession({
    email: String(credentials?.email ?? "").slice(0, 320),
    password: String(credentials?.password ?? "").slice(0, 1000),
    ip: clientIp(call.headers),
    userAgent: browserOf(call).userAgent,
    deviceToken: browserOf(call).token,
  });
  if (started && "secondStep" in started) {
    call.setCookies.push(secondStepCookieHeader(started.secondStep));
    throw new AppError("second_factor_required", secondStepError);
  }
  return started && { id: started.userId, sid: started.sessionId };
}

function reasonOf(meta: unknown): string {
  const inner = meta instanceof Error ? meta : (meta as { error?: unknown } | null)?.error;
  return inner instanceof Error ? inner.message.slice(0, 300) : "";
}
