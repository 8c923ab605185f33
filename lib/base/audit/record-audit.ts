import type { Actor, Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";

const secretName = /password|secret|token|sealed|hash|apikey/i;

/** A JSON copy without secrets, bytes and values JSON does not know. */
function auditable(value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull {
  if (value === undefined || value === null) return Prisma.DbNull;
  const text = JSON.stringify(value, (key, inner: unknown) => {
    if (secretName.test(key)) return "(removed)";
    if (typeof inner === "bigint") return inner.toString();
    if (inner instanceof Uint8Array) return `(${inner.byteLength} bytes)`;
    return inner;
  });
  return JSON.parse(text) as Prisma.InputJsonValue;
}

/** A person's account, or the key of a program; null for the system. */
export function actorId(actor: Actor): string | null {
  if (actor.type === "system") return null;
  return actor.type === "member" ? actor.userId : actor.keyId;
}

/** Writes who changed what; call it in the transaction that changes it. */
export async function recordAudit(
  ctx: Ctx,
  action: string,
  subject: { subjectType: string; subjectId?: string; before?: unknown; after?: unknown },
): Promise<void> {
  await ctx.db.auditEntry.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: newId(),
      actorType: ctx.actor.type,
      actorId: actorId(ctx.actor),
      actorName: ctx.actor.name,
      action,
      subjectType: subject.subjectType,
      subjectId: subject.subjectId,
      before: auditable(subject.before),
      after: auditable(subject.after),
      ip: ctx.ip,
      createdAt: ctx.now(),
    },
  });
}
