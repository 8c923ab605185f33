import { sessionLifetimeMs } from "@/lib/base/auth/session";
import type { Db } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { forbidden } from "@/lib/base/errors";

interface NewSession {
  userId: string;
  ip?: string | null;
  userAgent?: string | null;
}

/**
 * Writes the row of a session that begins now, for somebody who has just proved who they are. Gives its id. Throws `forbidden`
 * when the account is disabled, by whatever road they come.
 */
export async function openSession(ctx: { db: Db; now(): Date }, { userId, ip, userAgent }: NewSession) {
  const user = await ctx.db.user.findUnique({ where: { id: userId }, select: { disabledAt: true } });
  if (!user || user.disabledAt) throw forbidden("This account is disabled. Ask the operator of this installation.");
  const id = newId();
  const now = ctx.now();
  await ctx.db.session.create({
    data: {
      id,
      userId,
      createdAt: now,
      lastSeenAt: now,
      authenticatedAt: now,
      expiresAt: new Date(now.getTime() + sessionLifetimeMs),
      ip,
      userAgent: userAgent?.slice(0, 300),
    },
  });
  return { sessionId: id, userId };
}
