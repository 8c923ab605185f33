import type { AccountCtx } from "@/lib/account/account-ctx";
import { renewSession } from "@/lib/account/renew-session";
import type { SignedIn } from "@/lib/base/auth/session";
import { detailOf, notingRefusal, type OidcAnswer } from "./noting-refusal";
import { readClaims } from "./read-claims";
import { OidcRefusal } from "./refusals";

/** How far the provider's clock may be behind ours. */
const clockToleranceMs = 60_000;

/**
 * Proves anew, at the provider, that it is the person who sits there: a fresh session in place of the old. The provider must
 * say that they proved it after they were sent there (`auth_time`); being signed in there is not enough. Not for accounts with a
 * second factor, which is asked for instead. Throws `OidcRefusal`.
 */
export async function confirmWithOidc(
  ctx: AccountCtx,
  { user, session }: SignedIn,
  answer: OidcAnswer,
): Promise<{ sessionId: string; userId: string }> {
  return notingRefusal(ctx, answer, { kind: "step-up.failed", user }, async (provider) => {
    const person = readClaims(provider, answer.claims);
    const { issuer, subject, email, authenticatedAt } = person;
    if (user.secondFactorAt) throw new OidcRefusal("OidcFailed");
    const earliest = answer.askedAt.getTime() - clockToleranceMs;
    if (!authenticatedAt || authenticatedAt.getTime() < earliest) throw new OidcRefusal("OidcNotFresh");
    const { count } = await ctx.db.externalIdentity.updateMany({
      where: { issuer, subject, userId: user.id, unlinkedAt: null },
      data: { lastUsedAt: ctx.now(), email },
    });
    if (count === 0) throw new OidcRefusal("OidcOtherPerson");
    const { userAgent } = answer;
    return renewSession(ctx, { user, session }, { detail: detailOf(answer), userAgent, authenticatedAt });
  });
}
