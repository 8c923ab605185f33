import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { open, seal } from "@/lib/base/security/secret-box";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";

/** How long an answer is given again. */
const ANSWER_KEPT_MS = 24 * 3_600_000;

export interface Answered {
  status: number;
  /** JSON; empty for none. */
  body: string;
}

export interface StoredAnswer {
  requestHash: string;
  /** Null from the claim of a call that reaches over the network until its answer. */
  status: number | null;
  body: string;
  createdAt: Date;
}

/** Who calls, on a connection of any kind. */
export type AnswerCtx = Pick<KeyCtx, "workspaceId" | "actor" | "now"> & Pick<SqlTx, "db">;

/** Until the transaction ends, whichever process dies. False where another one holds it. */
export async function lockAnswer({ db, actor }: AnswerCtx, idempotencyKey: string): Promise<boolean> {
  const [row] = await db.$queryRawUnsafe<{ locked: boolean }[]>(
    "select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as locked",
    `api-answer/${actor.keyId}/${idempotencyKey}`,
  );
  return row?.locked ?? false;
}

const tooOld = (now: Date) => new Date(now.getTime() - ANSWER_KEPT_MS);

/** That of the last day. */
export async function findAnswer(
  { db, workspaceId, actor, now }: AnswerCtx,
  idempotencyKey: string,
): Promise<StoredAnswer | null> {
  const [found] = await db.$queryRawUnsafe<(StoredAnswer & { bodySealed: string | null })[]>(
    `select request_hash as "requestHash", status, body, body_sealed as "bodySealed", created_at as "createdAt" from api_answer
      where workspace_id = $1::uuid and api_key_id = $2::uuid and idempotency_key = $3 and created_at > $4::timestamptz`,
    ...[workspaceId, actor.keyId, idempotencyKey, tooOld(now())],
  );
  if (!found) return null;
  const { bodySealed, ...answer } = found;
  return bodySealed === null ? answer : { ...answer, body: open(bodySealed) };
}

interface ToKeep extends Omit<StoredAnswer, "createdAt"> {
  idempotencyKey: string;
  operation: string;
  /** Then it is kept sealed. */
  showsSecret: boolean;
}

/** False where another answer stands there: nothing takes its place within the day but the answer of a claim. */
export async function keepAnswer({ db, workspaceId, actor, now }: AnswerCtx, answer: ToKeep): Promise<boolean> {
  const { idempotencyKey, operation, requestHash, status } = answer;
  const [body, bodySealed] = answer.showsSecret ? ["", seal(answer.body)] : [answer.body, null];
  const at = now();
  const kept = await db.$executeRawUnsafe(
    `insert into api_answer as a (workspace_id, api_key_id, idempotency_key, operation, request_hash, status, body, created_at, body_sealed)
     values ($1::uuid, $2::uuid, $3, $4, $5, $6::int, $7, $8::timestamptz, $10)
     on conflict (workspace_id, api_key_id, idempotency_key) do update
       set operation = excluded.operation, request_hash = excluded.request_hash, status = excluded.status, body = excluded.body,
           created_at = excluded.created_at, body_sealed = excluded.body_sealed
     where a.status is null or a.created_at <= $9::timestamptz`,
    ...[workspaceId, actor.keyId, idempotencyKey, operation, requestHash, status, body, at, tooOld(at), bodySealed],
  );
  return kept > 0;
}

const keyOf = ({ workspaceId, actor }: KeyCtx, idempotencyKey: string) => ({
  workspaceId,
  apiKeyId: actor.keyId,
  idempotencyKey,
});

export async function forgetClaim(ctx: KeyCtx, idempotencyKey: string): Promise<void> {
  await ctx.db.apiAnswer.deleteMany({ where: { ...keyOf(ctx, idempotencyKey), status: null } });
}
