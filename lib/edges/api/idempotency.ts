import { createHash } from "node:crypto";
import { inTransaction } from "@/lib/base/db/transaction";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { ApiProblem } from "./problems";

/** How long an answer is given again. */
export const ANSWER_KEPT_MS = 24 * 3_600_000;
const LONGEST_MS = 60_000;
/** Printable ASCII, as header fields hold. */
const form = /^[\x21-\x7e]{1,255}$/;

export interface Answered {
  status: number;
  /** JSON; empty for none. */
  body: string;
}

export interface Once {
  /** The header; null where it did not come. */
  key: string | null;
  operationId: string;
  /** What the call consists of: address and body. */
  request: readonly (string | Uint8Array)[];
}

/**
 * Carries out a call once however often it comes with the same Idempotency-Key within a day: the answer is stored in the transaction of the
 * change, so that both are there or neither, after a crash too. A call that fails changes and stores nothing. Throws problems:
 * `invalid_idempotency_key`, `idempotency_in_progress`, `idempotency_mismatch`.
 */
export async function carryOutOnce(
  ctx: KeyCtx,
  once: Once,
  work: (ctx: KeyCtx) => Promise<Answered>,
): Promise<Answered & { replayed: boolean }> {
  if (once.key === null) return { ...(await work(ctx)), replayed: false };
  const idempotencyKey = once.key;
  if (!form.test(idempotencyKey)) {
    throw new ApiProblem(
      "invalid_idempotency_key",
      "Idempotency-Key has 1 to 255 printable ASCII characters without blanks.",
    );
  }
  const requestHash = hashOf(once);
  return inTransaction(
    ctx,
    async (tx) => {
      await lock(tx, idempotencyKey);
      const found = await findAnswer(tx, idempotencyKey);
      if (found) {
        if (found.requestHash !== requestHash) throw mismatch;
        return { status: found.status, body: found.body, replayed: true };
      }
      const answered = await work(tx);
      await keepAnswer(tx, { idempotencyKey, requestHash, operation: once.operationId, ...answered });
      return { ...answered, replayed: false };
    },
    { timeoutMs: LONGEST_MS },
  );
}

const mismatch = new ApiProblem(
  "idempotency_mismatch",
  "This Idempotency-Key came with another request before. Use a new one for a new request.",
);

function hashOf({ operationId, request }: Once): string {
  const hash = createHash("sha256").update(operationId);
  for (const part of request) hash.update("\0").update(part);
  return hash.digest("hex");
}

/** Until the transaction ends, whichever process dies. */
async function lock({ db, actor }: KeyCtx, idempotencyKey: string): Promise<void> {
  const name = `api-answer/${actor.keyId}/${idempotencyKey}`;
  const [row] = await db.$queryRaw<{ locked: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`;
  if (row?.locked) return;
  throw new ApiProblem("idempotency_in_progress", "A call with this Idempotency-Key is being carried out.", {
    headers: { "retry-after": "1" },
  });
}

const keyOf = ({ workspaceId, actor }: KeyCtx, idempotencyKey: string) => ({
  workspaceId,
  apiKeyId: actor.keyId,
  idempotencyKey,
});

async function findAnswer(tx: KeyCtx, idempotencyKey: string) {
  const found = await tx.db.apiAnswer.findUnique({
    where: { workspaceId_apiKeyId_idempotencyKey: keyOf(tx, idempotencyKey) },
  });
  return found && found.createdAt.getTime() > tx.now().getTime() - ANSWER_KEPT_MS ? found : null;
}

async function keepAnswer(
  tx: KeyCtx,
  { idempotencyKey, ...answer }: Answered & { idempotencyKey: string; requestHash: string; operation: string },
): Promise<void> {
  const data = { ...answer, createdAt: tx.now() };
  await tx.db.apiAnswer.upsert({
    where: { workspaceId_apiKeyId_idempotencyKey: keyOf(tx, idempotencyKey) },
    create: { ...keyOf(tx, idempotencyKey), ...data },
    update: data,
    select: { status: true },
  });
}
