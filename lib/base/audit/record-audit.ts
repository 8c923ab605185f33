import type { Actor, Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import type { SqlTx } from "@/lib/base/db/pg-transaction";

const secretName = /password|secret|token|sealed|hash|apikey/i;

/** As JSON, without secrets, bytes and values JSON does not know. */
function auditable(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return JSON.stringify(value, (key, inner: unknown) => {
    if (secretName.test(key)) return "(removed)";
    if (typeof inner === "bigint") return inner.toString();
    if (inner instanceof Uint8Array) return `(${inner.byteLength} bytes)`;
    return inner;
  });
}

/** A person's account, or the key of a program; null for the system. */
export function actorId(actor: Actor): string | null {
  if (actor.type === "system") return null;
  return actor.type === "member" ? actor.userId : actor.keyId;
}

const INSERT = `
  insert into audit_entry (workspace_id, id, actor_type, actor_id, actor_name, action, subject_type, subject_id, before, after, ip, created_at)
  values ($1::uuid, $2::uuid, $3, $4::uuid, $5, $6, $7, $8::uuid, $9::jsonb, $10::jsonb, $11, $12::timestamptz)`;

/** Writes who changed what; call it in the transaction that changes it. */
export async function recordAudit(
  ctx: SqlTx & Pick<Ctx, "actor" | "ip" | "now">,
  action: string,
  { subjectType, subjectId, before, after }: Subject,
): Promise<void> {
  const { workspaceId, actor, ip } = ctx;
  await ctx.db.$executeRawUnsafe(
    INSERT,
    ...[workspaceId, newId(), actor.type, actorId(actor), actor.name, action, subjectType, subjectId ?? null],
    ...[auditable(before), auditable(after), ip ?? null, ctx.now().toISOString()],
  );
}

interface Subject {
  subjectType: string;
  subjectId?: string;
  before?: unknown;
  after?: unknown;
}
