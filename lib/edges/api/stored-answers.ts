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

/** Until the transaction ends, whichever process dies. False where another one holds it. */
export async function lockAnswer({ db, actor }: KeyCtx, idempotencyKey: string): Promise<boolean> {
  const name = `api-answer/${actor.keyId}/${idempotencyKey}`;
  const [row] = await db.$queryRaw<{ locked: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`;
  return row?.locked ?? false;
}

const keyOf = ({ workspaceId, actor }: KeyCtx, idempotencyKey: string) => ({
  workspaceId,
  apiKeyId: actor.keyId,
  idempotencyKey,
});

/** That of the last day. */
export async function findAnswer(ctx: KeyCtx, idempotencyKey: string): Promise<StoredAnswer | null> {
  const found = await ctx.db.apiAnswer.findUnique({
    where: { workspaceId_apiKeyId_idempotencyKey: keyOf(ctx, idempotencyKey) },
  });
  return found && found.createdAt.getTime() > ctx.now().getTime() - ANSWER_KEPT_MS ? found : null;
}

export async function keepAnswer(
  ctx: KeyCtx,
  { idempotencyKey, ...answer }: Omit<StoredAnswer, "createdAt"> & { idempotencyKey: string; operation: string },
): Promise<void> {
  const data = { ...answer, createdAt: ctx.now() };
  await ctx.db.apiAnswer.upsert({
    where: { workspaceId_apiKeyId_idempotencyKey: keyOf(ctx, idempotencyKey) },
    create: { ...keyOf(ctx, idempotencyKey), ...data },
    update: data,
    select: { status: true },
  });
}

export async function forgetClaim(ctx: KeyCtx, idempotencyKey: string): Promise<void> {
  await ctx.db.apiAnswer.deleteMany({ where: { ...keyOf(ctx, idempotencyKey), status: null } });
}
