import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import type { AccountCtx } from "./account-ctx";
import { userAgentFamily } from "./user-agent";

/** Signs the user out everywhere, but for the session `exceptId`. Gives the number of sessions that ended. */
export async function revokeSessions(ctx: AccountCtx, userId: string, exceptId?: string): Promise<number> {
  // A sign-in that waits for its second step began with what now counts no more.
  await ctx.db.pendingSignIn.deleteMany({ where: { userId } });
  const { count } = await ctx.db.session.updateMany({
    where: { userId, revokedAt: null, ...(exceptId !== undefined && { id: { not: exceptId } }) },
    data: { revokedAt: ctx.now() },
  });
  return count;
}

/** Ends one session of this user. Throws `not_found` when it is nobody's or somebody else's; asking twice is fine. */
export async function revokeSession(ctx: AccountCtx, userId: string, sessionId: string): Promise<void> {
  const session = await ctx.db.session.findFirst({
    where: { id: sessionId, userId },
    include: { user: { select: { email: true } } },
  });
  if (!session) throw notFound("session");
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.session.updateMany({
      where: { id: sessionId, userId, revokedAt: null },
      data: { revokedAt: tx.now() },
    });
    if (count === 0) return;
    await recordSecurityEvent(tx, {
      kind: "session.ended",
      userId,
      email: session.user.email,
      ip: tx.ip,
      detail: { device: userAgentFamily(session.userAgent) },
    });
  });
}
