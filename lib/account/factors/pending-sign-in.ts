import { createHash } from "node:crypto";
import type { AccountCtx } from "@/lib/account/account-ctx";
import { notingThrottle } from "@/lib/account/noting-throttle";
import { openSession } from "@/lib/account/open-session";
import { hashSecretToken, newSecretToken } from "@/lib/account/secret-token";
import { recordAttempt } from "@/lib/base/audit/record-attempt";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { cookieValue } from "@/lib/base/auth/session";
import { secondStepCookie } from "@/lib/base/auth/session-cookie";
import type { User } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { forbidden, rateLimited, unauthenticated } from "@/lib/base/errors";
import { hitRateLimit, takeBackRateLimit } from "@/lib/base/security/rate-limit";
import { t } from "@/lib/language/t";
import { checkFactor } from "./check-factor";
import { tellOwner } from "./factor-changes";
import type { FactorProof } from "./schema";

export const pendingLifetimeMs = 10 * 60_000;
export const maxTries = 8;
const dayMs = 24 * 3600_000;
/** Wrong second factors in a day after which the person hears of it. */
const wrongBeforeMail = 5;

export interface PendingSignIn {
  id: string;
  method: string;
  user: User;
}

/** Keeps that the first step went well. The secret is for the browser's cookie; it is no session and opens nothing. */
export async function openPendingSignIn(ctx: AccountCtx, userId: string, method: "password" | "oidc"): Promise<string> {
  const now = ctx.now();
  const { token, tokenHash } = newSecretToken();
  await ctx.db.pendingSignIn.deleteMany({ where: { expiresAt: { lt: now } } });
  const expiresAt = new Date(now.getTime() + pendingLifetimeMs);
  await ctx.db.pendingSignIn.create({ data: { id: newId(), userId, tokenHash, method, createdAt: now, expiresAt } });
  return token;
}

/** The sign-in that waits in this browser, from its Cookie header. */
export async function readPendingSignIn(ctx: AccountCtx, cookieHeader: string | null): Promise<PendingSignIn | null> {
  const token = cookieValue(cookieHeader, secondStepCookie());
  if (!token) return null;
  return ctx.db.pendingSignIn.findFirst({
    where: { tokenHash: hashSecretToken(token), expiresAt: { gt: ctx.now() }, tries: { lt: maxTries } },
    include: { user: true },
  });
}

/** Takes the sign-in back. */
export async function dropPendingSignIn(ctx: AccountCtx, cookieHeader: string | null): Promise<void> {
  const pending = await readPendingSignIn(ctx, cookieHeader);
  if (pending) await ctx.db.pendingSignIn.deleteMany({ where: { id: pending.id } });
}

/**
 * The second step: a session when the factor is right, null when it is wrong. Throws `unauthenticated` when no sign-in waits
 * in this browser or it was tried too often, `rate_limited` when codes are guessed.
 */
export async function passSecondStep(
  ctx: AccountCtx,
  cookieHeader: string | null,
  proof: FactorProof,
  userAgent?: string,
): Promise<{ sessionId: string; userId: string } | null> {
  const pending = await readPendingSignIn(ctx, cookieHeader);
  if (!pending || !(await countTry(ctx, pending.id))) throw unauthenticated(t("Sign in with your password again."));
  const { user } = pending;
  if (user.disabledAt) {
    const detail = { method: pending.method, reason: "the account is disabled" };
    await recordAttempt(ctx, {
      kind: "sign-in.failed",
      userId: user.id,
      email: user.email,
      ip: ctx.ip,
      userAgent,
      detail,
    });
    throw forbidden(t("This account is disabled. Ask the operator of this installation."));
  }
  const count = () => countGuess(ctx, user);
  const noted = { kind: "second-factor.throttled", user, userAgent } as const;
  const takeBack = "code" in proof ? await notingThrottle(ctx, noted, count) : async () => {};
  const factor = await checkFactor(ctx, user, proof, { purpose: "second-step", boundTo: pending.id });
  if (!factor) {
    await warnOfGuessing(ctx, user);
    return null;
  }
  await takeBack();
  // Of two right answers at once one gets the session.
  const taken = await ctx.db.pendingSignIn.deleteMany({ where: { id: pending.id } });
  if (taken.count === 0) throw unauthenticated(t("Sign in with your password again."));
  await recordSecurityEvent(ctx, {
    kind: "sign-in.succeeded",
    userId: user.id,
    email: user.email,
    ip: ctx.ip,
    userAgent,
    detail: { method: pending.method, factor },
  });
  return openSession(ctx, { userId: user.id, ip: ctx.ip, userAgent });
}

async function countTry(ctx: AccountCtx, id: string): Promise<boolean> {
  const { count } = await ctx.db.pendingSignIn.updateMany({
    where: { id, tries: { lt: maxTries }, expiresAt: { gt: ctx.now() } },
    data: { tries: { increment: 1 } },
  });
  return count === 1;
}

/**
 * Six digits can be guessed by somebody who has the password: ten tries in a quarter of an hour from one address, fifty a day
 * from all. The person is not shut out by that: passkeys and recovery codes are not counted, an address they were signed in
 * from in the last month only counts for itself, and a new password begins a new count. Gives the way to take the try back.
 */
async function countGuess(ctx: AccountCtx, user: User): Promise<() => Promise<void>> {
  const windowMs = 15 * 60_000;
  const here = `second-step:${user.id}:${ctx.ip ?? "unknown"}`;
  await hitRateLimit(here, { limit: 10, windowMs });
  const knownSince = new Date(ctx.now().getTime() - 30 * dayMs);
  const known =
    ctx.ip !== undefined &&
    (await ctx.db.session.count({ where: { userId: user.id, ip: ctx.ip, createdAt: { gt: knownSince } } })) > 0;
  const password = createHash("sha256").update(user.passwordHash).digest("hex").slice(0, 16);
  const everywhere = `second-step-all:${user.id}:${password}`;
  if (!known) await hitRateLimit(everywhere, { limit: 50, windowMs: dayMs }).catch(tellWhatHelps);
  return async () => {
    await takeBackRateLimit(here, { windowMs });
    if (!known) await takeBackRateLimit(everywhere, { windowMs: dayMs });
  };
}

function tellWhatHelps(): never {
  throw rateLimited(t("Too many wrong codes today. Use a passkey or a recovery code, or choose a new password."));
}

async function warnOfGuessing(ctx: AccountCtx, user: User): Promise<void> {
  const since = new Date(ctx.now().getTime() - dayMs);
  const wrong = await ctx.db.securityEvent.count({
    where: { userId: user.id, kind: "second-factor.failed", at: { gt: since } },
  });
  if (wrong < wrongBeforeMail) return;
  const first = await hitRateLimit(`second-step-mail:${user.id}`, { limit: 1, windowMs: dayMs }).then(
    () => true,
    () => false,
  );
  if (!first) return;
  const what = () => t("Somebody who knows your password tried several wrong second factors.");
  await tellOwner(ctx, user, { kind: "second-factor.guessed", what, detail: { wrong } });
}
