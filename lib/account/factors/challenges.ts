import { createHash, randomBytes } from "node:crypto";
import type { AccountCtx } from "@/lib/account/account-ctx";

export type ChallengePurpose = "register" | "sign-in" | "second-step" | "step-up";

/** What a challenge was made for; the answer must come for the same. */
export interface Question {
  purpose: ChallengePurpose;
  /** The session or the waiting sign-in it belongs to; "" where nobody is known yet. */
  boundTo: string;
}

export const challengeLifetimeMs = 5 * 60_000;

const hashOf = (challenge: string) => createHash("sha256").update(challenge).digest("hex");

/** 32 random bytes for an authenticator to sign, kept as a hash until they are answered or five minutes old. */
export async function issueChallenge(
  ctx: AccountCtx,
  { purpose, boundTo }: Question,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = Uint8Array.from(randomBytes(32));
  const now = ctx.now();
  await ctx.db.passkeyChallenge.deleteMany({ where: { expiresAt: { lt: now } } });
  await ctx.db.passkeyChallenge.create({
    data: {
      challengeHash: hashOf(Buffer.from(bytes).toString("base64url")),
      purpose,
      boundTo,
      expiresAt: new Date(now.getTime() + challengeLifetimeMs),
    },
  });
  return bytes;
}

/** Uses a challenge up. False when it is not ours, was answered, is too old or was made for something else. */
export async function takeChallenge(ctx: AccountCtx, challenge: string, question: Question): Promise<boolean> {
  const { count } = await ctx.db.passkeyChallenge.deleteMany({
    where: { challengeHash: hashOf(challenge), ...question, expiresAt: { gt: ctx.now() } },
  });
  return count === 1;
}
