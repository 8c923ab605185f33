import { type AccountCtx, accountCtx } from "@/lib/account/account-ctx";
import { openPendingSignIn } from "@/lib/account/factors/pending-sign-in";
import { knownDeviceOf } from "@/lib/account/known-devices";
import { openSession } from "@/lib/account/open-session";
import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { requireOwnSignIn } from "@/lib/base/auth/operator";
import { passwordMatches } from "@/lib/base/auth/passwords";
import type { User } from "@/lib/base/db/generated/client";
import { AppError, forbidden } from "@/lib/base/errors";
import { admitGuess } from "@/lib/base/security/guess-throttle";
import { isFirstHit } from "@/lib/base/security/rate-limit";
import { t } from "@/lib/language/t";

export interface SignInRequest {
  email: string;
  password: string;
  ip?: string;
  userAgent?: string;
  /** What stands in the browser's device cookie. */
  deviceToken?: string | null;
}

/** A session, or the secret of a sign-in that waits for its second step. */
export type StartedSession = { sessionId: string; userId: string } | { secondStep: string };

/**
 * Checks a password and opens a session, or a second step for an account that has one. Null when address or password is wrong.
 * Throws `rate_limited` after too many wrong tries (lib/base/security/guess-throttle.ts), and `forbidden` for an account that is
 * disabled, which only somebody with its password gets to know.
 */
export async function startSession(request: SignInRequest): Promise<StartedSession | null> {
  const ctx = accountCtx(request.ip);
  const email = request.email.trim().toLowerCase();
  const user = await ctx.db.user.findUnique({ where: { email } });
  const browser = { token: request.deviceToken ?? null, userAgent: request.userAgent };
  // Asked for a stranger too: an address without an account takes as long.
  const device = await knownDeviceOf(ctx, user?.id ?? nobody, browser);
  const note = (kind: SignInKind, reason?: string) =>
    noteSignIn(ctx, kind, { email, user, userAgent: request.userAgent, reason });
  const guess = await admitGuess({ purpose: "sign-in", subject: email, ip: request.ip, device }).catch(
    async (error: unknown) => {
      const often = `throttled:${email}`;
      if (error instanceof AppError && (await isFirstHit(often, windowMs))) await note("sign-in.throttled");
      throw error;
    },
  );
  if (!(await passwordMatches(user?.passwordHash ?? null, request.password)) || !user) {
    await note("sign-in.failed");
    return null;
  }
  if (user.disabledAt) {
    await note("sign-in.failed", "the account is disabled");
    throw forbidden(t("This account is disabled. Ask the operator of this installation."));
  }
  await requireOwnSignIn(user, () => note("sign-in.failed", "only the provider is allowed"));
  await guess.right();
  if (user.secondFactorAt) {
    await note("sign-in.first_step");
    return { secondStep: await openPendingSignIn(ctx, user.id, "password") };
  }
  const opened = await openSession(ctx, { userId: user.id, ip: request.ip, userAgent: request.userAgent });
  await note("sign-in.succeeded");
  return opened;
}

const windowMs = 15 * 60_000;
const nobody = "00000000-0000-0000-0000-000000000000";

/** People type their password where the address belongs: what is no address is not written down. */
const addressOnly = (typed: string) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed) ? typed : undefined);

type SignInKind = "sign-in.succeeded" | "sign-in.first_step" | "sign-in.failed" | "sign-in.throttled";

async function noteSignIn(
  ctx: AccountCtx,
  kind: SignInKind,
  { email, user, userAgent, reason }: { email: string; user: User | null; userAgent?: string; reason?: string },
): Promise<void> {
  const record = kind === "sign-in.succeeded" ? recordSecurityEvent : recordAttempt;
  await record(ctx, {
    kind,
    userId: user?.id,
    email: user?.email ?? addressOnly(email),
    ip: ctx.ip,
    userAgent,
    detail: { method: "password", ...(reason && { reason }) },
  });
}
