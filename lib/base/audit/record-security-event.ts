import type { Ctx } from "@/lib/base/context";
import type { Db } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import type { SecurityKind } from "./security-kinds.shared";

export interface SecurityEventInput {
  kind: SecurityKind;
  /** Whose account it is about. */
  userId?: string;
  email?: string;
  /** Who did it, when that is somebody else; without an account where it was done on the command line. */
  actor?: { userId?: string | undefined; name: string };
  workspaceId?: string;
  ip?: string;
  userAgent?: string | null;
  /** Short facts for the reader; never a secret. */
  detail?: Record<string, string | number | boolean | null>;
}

/** Who acts, for the log; nobody where the system does. */
export function actorOf(ctx: Pick<Ctx, "actor">): SecurityEventInput["actor"] {
  return ctx.actor.type === "member" ? { userId: ctx.actor.userId, name: ctx.actor.name } : undefined;
}

const cut = (text: string | null | undefined, length: number) => text?.slice(0, length).replaceAll("\0", "");

/** Writes one row of the security log; in the transaction that changes something, where there is one. */
export async function recordSecurityEvent(ctx: { db: Db; now(): Date }, event: SecurityEventInput): Promise<void> {
  await ctx.db.securityEvent.create({
    data: {
      id: newId(),
      at: ctx.now(),
      kind: event.kind,
      userId: event.userId,
      email: cut(event.email, 320),
      actorId: event.actor?.userId,
      actorName: cut(event.actor?.name, 200),
      workspaceId: event.workspaceId,
      ip: cut(event.ip, 100),
      userAgent: cut(event.userAgent, 300),
      detail: event.detail ?? {},
    },
  });
}
