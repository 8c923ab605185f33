import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { accountCtx } from "@/lib/account/account-ctx";
import { deviceCookieName, rememberDevice } from "@/lib/account/known-devices";
import { authCookies } from "@/lib/base/auth/cookies";
import { ownUrl } from "@/lib/base/auth/own-url";
import { authSecret, cookieValue, sessionLifetimeMs } from "@/lib/base/auth/session";
import { secondStepCookieHeader } from "@/lib/base/auth/session-cookie";
import { prisma } from "@/lib/base/db/client";
import { AppError } from "@/lib/base/errors";
import { clientIp } from "@/lib/base/http/client-ip";
import { createLog } from "@/lib/base/log";
import { oidcProviders } from "@/lib/sign-in/oidc/providers";
import type { AuthCall } from "./auth-call";
import { factorProviders } from "./factor-providers";
import { oidcForNextAuth, withOidc } from "./oidc";
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
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: authCookies(),
    providers: [
      CredentialsProvider({
        name: "E-mail and password",
        credentials: { email: { label: "E-mail", type: "email" }, password: { label: "Password", type: "password" } },
        authorize: async (credentials) => withOwnWords(() => withPassword(call, credentials)),
      }),
      ...factorProviders((header) => call.setCookies.push(header)),
      ...oidcProviders().map(oidcForNextAuth),
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
        if (id) await prisma.session.updateMany({ where: { id }, data: { revokedAt: new Date() } });
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

/** Somebody is in, by whatever road: their browser is known from now on. */
async function begun(call: AuthCall, { id, sid }: Opened) {
  call.setCookies.push(await rememberDevice(accountCtx(clientIp(call.headers)), id, browserOf(call)));
  return { sub: id, sid };
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

/** What next-auth catches is shown on the sign-in page: only words that were written for people may get there. */
async function withOwnWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    log.error("sign-in failed", { error });
    throw new Error("Something went wrong on our side. It was logged.");
  }
}

function reasonOf(meta: unknown): string {
  const inner = meta instanceof Error ? meta : (meta as { error?: unknown } | null)?.error;
  return inner instanceof Error ? inner.message.slice(0, 300) : "";
}
