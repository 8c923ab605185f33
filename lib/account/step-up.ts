import { z } from "zod";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { noPassword, passwordMatches } from "@/lib/base/auth/passwords";
import type { SignedIn } from "@/lib/base/auth/session";
import { invalid } from "@/lib/base/errors";
import { hitRateLimit, takeBackRateLimit } from "@/lib/base/security/rate-limit";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { type Msg, msg, t, words } from "@/lib/language/t";
import type { AccountCtx } from "./account-ctx";
import { checkFactor } from "./factors/check-factor";
import { FactorProof } from "./factors/schema";
import { notingThrottle } from "./noting-throttle";
import { renewSession } from "./renew-session";

const password = z.string(words("Enter your password.")).min(1, words("Enter your password.")).max(1000);
export const StepUpProof = z.union([z.object({ password }), FactorProof]);
export type StepUpProof = z.output<typeof StepUpProof>;

const windowMs = 15 * 60_000;
const dayMs = 24 * 3600_000;

/**
 * Proves anew that it is the person who sits there, and gives a new session in place of the old, whose id was used before.
 * With a second factor on the account one of them is asked for, as it says more than the password.
 * Throws `invalid` beside the field that was wrong, `rate_limited` after ten tries a session in fifteen minutes.
 */
export async function stepUp(
  ctx: AccountCtx,
  { user, session }: SignedIn,
  input: unknown,
  userAgent?: string,
): Promise<{ sessionId: string; userId: string }> {
  const proof = StepUpProof.parse(input);
  const keys = [
    { key: `step-up:${session.id}`, limit: 10, windowMs },
    { key: `step-up-user:${user.id}`, limit: 60, windowMs: dayMs },
  ];
  await notingThrottle(ctx, { kind: "step-up.throttled", user, userAgent }, async () => {
    for (const { key, ...rule } of keys) await hitRateLimit(key, rule);
  });
  const method = await checkProof(ctx, { user, session }, proof);
  for (const { key, windowMs } of keys) await takeBackRateLimit(key, { windowMs });
  return renewSession(ctx, { user, session }, { detail: { method }, userAgent });
}

async function checkProof(ctx: AccountCtx, { user, session }: SignedIn, proof: StepUpProof): Promise<string> {
  if ("password" in proof) {
    if (user.secondFactorAt) throw invalid(t("Your account has a second factor: use that."));
    if (user.passwordHash === noPassword) throw invalid(t("Your account has no password: confirm with your provider."));
    if (await passwordMatches(user.passwordHash, proof.password)) return "password";
  } else {
    const factor = await checkFactor(ctx, user, proof, { purpose: "step-up", boundTo: session.id });
    if (factor) return factor;
  }
  const field = Object.keys(proof)[0] ?? "password";
  await recordSecurityEvent(ctx, {
    kind: "step-up.failed",
    userId: user.id,
    email: user.email,
    ip: ctx.ip,
    detail: { method: field },
  });
  const text = t(wrong[field] ?? msg("That did not work."));
  throw invalid(text, { [field]: text });
}

const wrong: Record<string, Msg> = ownTable({
  password: msg("This is not your password."),
  code: msg("This code is wrong or was used before. Wait for the next one."),
  recoveryCode: msg("This recovery code is wrong or was used before."),
  passkey: msg("The passkey was not accepted. Try again."),
});
