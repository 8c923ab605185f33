import { sessionLifetimeMs } from "@/lib/base/auth/session";
import type { Db } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { forbidden } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

interface NewSession {
  userId: string;
  ip?: string | null;
  userAgent?: string | null;
  /** When they proved it; just now where nothing is said, and null where nobody knows when. */
  authenticatedAt?: Date | null;
}

const longAgo = new Date(0);

/**
 * Writes the row of a session that begins now, for somebody who proved who they are. Gives its id. Throws `forbidden`
 * when the account is disabled, whichever way they come.
 */
export async function openSession(ctx: { db: Db; now(): Date }, opening: NewSession) {
  const { userId, ip, userAgent } = opening;
  const user = await ctx.db.user.findUnique({ where: { id: userId }, select: { disabledAt: true } });
  if (!user || user.disabledAt) throw forbidden(t("This account is disabled. Ask the operator of this installation."));
  const id = newId();
  const now = ctx.now();
  const proved = opening.authenticatedAt === undefined ? now : (opening.authenticatedAt ?? longAgo);
  await ctx.db.session.create({
    data: {
      id,
      userId,
      createdAt: now,
      lastSeenAt: now,
      authenticatedAt: new Date(Math.min(proved.getTime(), now.getTime())),
      expiresAt: new Date(now.getTime() + sessionLifetimeMs),
      ip,
      userAgent: userAgent?.slice(0, 300),
    },
  });
  return { sessionId: id, userId };
}
