import { openSession } from "@/lib/account/open-session";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { SignedIn } from "@/lib/base/auth/session";
import { inTransaction } from "@/lib/base/db/transaction";
import { unauthenticated } from "@/lib/base/errors";
import type { AccountCtx } from "./account-ctx";

interface Proof {
  /** How it was proved, for the security log. */
  detail: Record<string, string>;
  userAgent?: string;
  /** When it was; just now where nothing is said. */
  authenticatedAt?: Date;
}

/**
 * A fresh session in place of the old one, for somebody who proved anew who they are. Of two at once one gets it, the other
 * throws `unauthenticated`.
 */
export async function renewSession(
  ctx: AccountCtx,
  { user, session }: SignedIn,
  { detail, userAgent, authenticatedAt }: Proof,
): Promise<{ sessionId: string; userId: string }> {
  return inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.session.updateMany({
      where: { id: session.id, revokedAt: null },
      data: { revokedAt: tx.now() },
    });
    if (count === 0) throw unauthenticated();
    const { id: userId, email } = user;
    await recordSecurityEvent(tx, { kind: "step-up.succeeded", userId, email, ip: tx.ip, userAgent, detail });
    return openSession(tx, { userId, ip: tx.ip, userAgent, authenticatedAt });
  });
}
