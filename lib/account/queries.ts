import { publicId } from "@/lib/base/db/ids";
import type { AccountCtx } from "./account-ctx";
import { describeUserAgent } from "./user-agent";

export interface SessionRow {
  id: string;
  /** "Firefox on Linux". */
  device: string;
  ip: string | null;
  createdAt: string;
  lastSeenAt: string;
  /** The one that asks. */
  current: boolean;
}

/** True while nobody has an account: the first run. */
export async function isFirstRun(ctx: AccountCtx): Promise<boolean> {
  return (await ctx.db.user.findFirst({ select: { id: true } })) === null;
}

/** The user's sessions that still count, the latest used first. */
export async function findSessions(ctx: AccountCtx, userId: string, currentId: string): Promise<SessionRow[]> {
  const sessions = await ctx.db.session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: ctx.now() } },
    orderBy: { lastSeenAt: "desc" },
    take: 100,
  });
  return sessions.map((session) => ({
    id: publicId("ses", session.id),
    device: describeUserAgent(session.userAgent),
    ip: session.ip,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    current: session.id === currentId,
  }));
}
