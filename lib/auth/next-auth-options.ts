import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { prisma } from "@/lib/db/client";
import { clientIp } from "@/lib/http/client-ip";
import { factorProviders, type SetCookie } from "./factor-providers";
import { authSecret, secureCookies, sessionCookie, sessionLifetimeMs } from "./session";
import { secondStepCookieHeader } from "./session-cookie";
import { startSession } from "./start-session";

/** What the sign-in form hears when the password was right and a second factor is awaited. */
const secondStepError = "SecondStep";

/**
 * next-auth keeps the cookie and its CSRF protection. The JWT in the cookie only names a row of our `session` table
 * (credentials cannot use database sessions in next-auth 4), which decides whether it still counts.
 */
export function nextAuthOptions(setCookie: SetCookie): NextAuthOptions {
  return {
    secret: authSecret(),
    session: { strategy: "jwt", maxAge: sessionLifetimeMs / 1000 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: {
        name: sessionCookie,
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: secureCookies() },
      },
    },
    providers: [
      CredentialsProvider({
        name: "E-mail and password",
        credentials: { email: { label: "E-mail", type: "email" }, password: { label: "Password", type: "password" } },
        authorize: async (credentials, request) => {
          const headers = new Headers((request.headers ?? {}) as Record<string, string>);
          const started = await startSession({
            email: String(credentials?.email ?? "").slice(0, 320),
            password: String(credentials?.password ?? "").slice(0, 1000),
            ip: clientIp(headers),
            userAgent: headers.get("user-agent") ?? undefined,
          });
          if (started && "secondStep" in started) {
            setCookie(secondStepCookieHeader(started.secondStep));
            throw new Error(secondStepError);
          }
          return started && { id: started.userId, sid: started.sessionId };
        },
      }),
      ...factorProviders(setCookie),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id, sid: (user as { sid?: string }).sid } : token),
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        const id = (token as { sid?: string } | null)?.sid;
        if (id) await prisma.session.updateMany({ where: { id }, data: { revokedAt: new Date() } });
      },
    },
  };
}
