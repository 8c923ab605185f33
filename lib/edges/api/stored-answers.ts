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
export async function lockAnswer(tx: AnswerCtx, idempotencyKey: string): Promise<boolean> {
  const [locked] = await lockAnswers(tx, [idempotencyKey]);
  return locked ?? false;
}

/** The same for several, in their order. */
export async function lockAnswers({ db, actor }: AnswerCtx, idempotencyKeys: readonly string[]): Promise<boolean[]> {
  const rows = await db.$queryRawUnsafe<{ locked: boolean }[]>(
    "select pg_try_advisory_xact_lock(hashtextextended(name, 0)) as locked from unnest($1::text[]) with ordinality as t(name, no) order by no",
    idempotencyKeys.map((key) => `api-answer/${actor.keyId}/${key}`),
  );
  return rows.map(({ locked }) => locked);
}

const tooOld = (now: Date) => new Date(now.getTime() - ANSWER_KEPT_MS);

/** That of the last day. */
export async function findAnswer(tx: AnswerCtx, idempotencyKey: string): Promise<StoredAnswer | null> {
  return (await findAnswers(tx, [idempotencyKey])).get(idempotencyKey) ?? null;
}

/** Those of the last day, by their keys. */
export async function findAnswers(
  { db, workspaceId, actor, now }: AnswerCtx,
  idempotencyKeys: readonly string[],
): Promise<ReadonlyMap<string, StoredAnswer>> {
  type Row = StoredAnswer & { idempotencyKey: string; bodySealed: string | null };
  const rows = await db.$queryRawUnsafe<Row[]>(
    `select idempotency_key as "idempotencyKey", request_hash as "requestHash", status, body, body_sealed as "bodySealed", created_at as "createdAt"
       from api_answer
      where workspace_id = $1::uuid and api_key_id = $2::uuid and idempotency_key = any($3::text[]) and created_at > $4::timestamptz`,
    ...[workspaceId, actor.keyId, idempotencyKeys, tooOld(now())],
  );
  return new Map(
    rows.map(({ idempotencyKey, bodySealed, ...answer }) => [
      idempotencyKey,
      bodySealed === null ? answer : { ...answer, body: open(bodySealed) },
    ]),
  );
}

export interface ToKeep extends Omit<StoredAnswer, "createdAt"> {
  idempotencyKey: string;
  operation: string;
  /** Then it is kept sealed. */
  showsSecret: boolean;
}

/** False where another answer stands there: nothing takes its place within the day but the answer of a claim. */
export async function keepAnswer(tx: AnswerCtx, answer: ToKeep): Promise<boolean> {
  return (await keepAnswers(tx, [answer])) > 0;
}

/** The same for several with keys of their own; gives how many were kept. */
export async function keepAnswers(
  { db, workspaceId, actor, now }: AnswerCtx,
  answers: readonly ToKeep[],
): Promise<number> {
  const at = now();
  const sealed = answers.map(({ showsSecret, body }) => (showsSecret ? seal(body) : null));
  return db.$executeRawUnsafe(
    `insert into api_answer as a (workspace_id, api_key_id, idempotency_key, operation, request_hash, status, body, body_sealed, created_at)
     select $1::uuid, $2::uuid, t.*, $9::timestamptz
       from unnest($3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[]) as t
     on conflict (workspace_id, api_key_id, idempotency_key) do update
       set operation = excluded.operation, request_hash = excluded.request_hash, status = excluded.status, body = excluded.body,
           created_at = excluded.created_at, body_sealed = excluded.body_sealed
     where a.status is null or a.created_at <= $10::timestamptz`,
    ...[workspaceId, actor.keyId],
    ...[answers.map(({ idempotencyKey }) => idempotencyKey), answers.map(({ operation }) => operation)],
    ...[answers.map(({ requestHash }) => requestHash), answers.map(({ status }) => status)],
    ...[answers.map(({ showsSecret, body }) => (showsSecret ? "" : body)), sealed],
    ...[at, tooOld(at)],
  );
}

const keyOf = ({ workspaceId, actor }: KeyCtx, idempotencyKey: string) => ({
  workspaceId,
  apiKeyId: actor.keyId,
  idempotencyKey,
});

export async function forgetClaim(ctx: KeyCtx, idempotencyKey: string): Promise<void> {
  await ctx.db.apiAnswer.deleteMany({ where: { ...keyOf(ctx, idempotencyKey), status: null } });
}
