import { securityText } from "@/lib/base/audit/security-kinds.shared";
import type { AccountCtx } from "./account-ctx";
import { describeUserAgent } from "./user-agent";

export interface OwnSecurityRow {
  id: string;
  at: string;
  /** What happened, in words. */
  what: string;
  /** Who did it, when that was somebody else. */
  by: string | null;
  device: string | null;
  ip: string | null;
}

const shown = 50;

/** The latest of what the security log keeps about somebody's own account. */
export async function findOwnSecurityEvents(ctx: AccountCtx, userId: string): Promise<OwnSecurityRow[]> {
  const found = await ctx.db.securityEvent.findMany({ where: { userId }, orderBy: { id: "desc" }, take: shown });
  return found.map((event) => ({
    id: event.id,
    at: event.at.toISOString(),
    what: securityText(event.kind),
    by: event.actorName,
    device: event.userAgent ? describeUserAgent(event.userAgent) : null,
    ip: event.ip,
  }));
}
