import { createHash } from "node:crypto";
import { inPgTransaction, type SqlTx } from "@/lib/base/db/pg-transaction";
import { inTransaction } from "@/lib/base/db/transaction";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { ApiProblem, problems } from "./problems";
import {
  type AnswerCtx,
  type Answered,
  findAnswer,
  forgetClaim,
  keepAnswer,
  lockAnswer,
  type StoredAnswer,
} from "./stored-answers";
import { toProblem } from "./to-problem";

const LONGEST_MS = 60_000;
/** Printable ASCII, as header fields hold. */
const form = /^[\x21-\x7e]{1,255}$/;

export interface Once {
  /** The header; null where it did not come. */
  key: string | null;
  operationId: string;
  overNetwork: boolean;
  showsSecret: boolean;
  /** What the call consists of: address and body. */
  request: readonly (string | Uint8Array)[];
}

type Replayable = Answered & { replayed: boolean };

/**
 * Carries out a call once however often it comes with the same Idempotency-Key within a day. A call that fails changes and stores nothing.
 *
 * The answer is stored in the transaction of the change, so that both are there or neither, after a crash too. Calls that come by the
 * thousand are made ready before it (`prepare`), so that it is a few statements long. A call that reaches over the network claims its key
 * first and stores its answer after: where a crash lies between the two nobody knows what the other side has done, and the key is answered as unfinished rather than carried out again.
 *
 * Throws problems: `invalid_idempotency_key`, `idempotency_in_progress`, `idempotency_unfinished`, `idempotency_mismatch`.
 */
export async function carryOutOnce(
  ctx: KeyCtx,
  { key, operationId, overNetwork, showsSecret, request }: Once,
  work: Work,
  prepare?: Prepare,
): Promise<Replayable> {
  if (key === null) return { ...(await work(ctx)), replayed: false };
  if (!form.test(key)) {
    throw new ApiProblem(
      "invalid_idempotency_key",
      "Idempotency-Key has 1 to 255 printable ASCII characters without blanks.",
    );
  }
  const requestHash = hashOf(operationId, request);
  const call = { idempotencyKey: key, operation: operationId, requestHash, showsSecret };
  if (prepare) return preparedFirst(ctx, call, prepare);
  return overNetwork ? claimedFirst(ctx, call, work) : inOneTransaction(ctx, call, work);
}

interface Call {
  idempotencyKey: string;
  operation: string;
  requestHash: string;
  showsSecret: boolean;
}
type Work = (ctx: KeyCtx) => Promise<Answered>;
/** Reads what is needed, and answers what writes. */
type Prepare = (ctx: KeyCtx) => Promise<(tx: SqlTx) => Promise<Answered>>;

const inOneTransaction = (ctx: KeyCtx, call: Call, work: Work): Promise<Replayable> =>
  inTransaction(
    ctx,
    async (tx) => {
      const before = await findBefore(tx, call);
      if (before) return before;
      const answered = await work(tx);
      return keepNew(tx, call, answered);
    },
    { timeoutMs: LONGEST_MS },
  );

async function preparedFirst(ctx: KeyCtx, call: Call, prepare: Prepare): Promise<Replayable> {
  const write = await prepare(ctx).catch(async (error: unknown) => {
    // It may have been carried out before something changed that refuses it now.
    const before = await findBefore(ctx, call);
    if (before) return before;
    throw error;
  });
  if (typeof write !== "function") return write;
  const work = async (sql: SqlTx) => {
    const tx = { ...ctx, db: sql.db };
    const before = await findBefore(tx, call);
    return before ?? keepNew(tx, call, await write(sql));
  };
  return inPgTransaction(ctx.workspaceId, work, { byKey: true });
}

/** Whoever was overtaken, in spite of the lock, changes nothing. */
async function keepNew(tx: AnswerCtx, call: Call, answered: Answered): Promise<Replayable> {
  if (!(await keepAnswer(tx, { ...call, ...answered }))) throw inProgress();
  return { ...answered, replayed: false };
}

async function claimedFirst(ctx: KeyCtx, call: Call, work: Work): Promise<Replayable> {
  const before = await inTransaction(ctx, async (tx) => {
    const found = await findBefore(tx, call);
    if (!found && !(await keepAnswer(tx, { ...call, status: null, body: "" }))) throw inProgress();
    return found;
  });
  if (before) return before;
  const answered = await orForget(ctx, call, () => work(ctx));
  await keepAnswer(ctx, { ...call, ...answered });
  return { ...answered, replayed: false };
}

/** What is refused has not begun, and may come again. Of a fault nobody knows how far it got. */
async function orForget(ctx: KeyCtx, call: Call, work: () => Promise<Answered>): Promise<Answered> {
  try {
    return await work();
  } catch (error) {
    if (problems[toProblem(error).code].status < 500) await forgetClaim(ctx, call.idempotencyKey);
    throw error;
  }
}

async function findBefore(tx: AnswerCtx, { idempotencyKey, requestHash }: Call): Promise<Replayable | null> {
  // One turn for both; they are carried out in this order.
  const [locked, found] = await Promise.all([lockAnswer(tx, idempotencyKey), findAnswer(tx, idempotencyKey)]);
  if (!locked) throw inProgress();
  if (!found) return null;
  if (found.requestHash !== requestHash) throw mismatch();
  if (found.status === null) throw ofClaim(found, tx.now());
  return { status: found.status, body: found.body, replayed: true };
}

const ofClaim = ({ createdAt }: StoredAnswer, now: Date) =>
  now.getTime() - createdAt.getTime() < LONGEST_MS ? inProgress() : unfinished();

const inProgress = () =>
  new ApiProblem("idempotency_in_progress", "A call with this Idempotency-Key is being carried out.", {
    headers: { "retry-after": "1" },
  });
const unfinished = () =>
  new ApiProblem(
    "idempotency_unfinished",
    "A call with this Idempotency-Key was begun and broke off. Look whether it took effect; to carry it out again, use a new key.",
  );
const mismatch = () =>
  new ApiProblem(
    "idempotency_mismatch",
    "This Idempotency-Key came with another request before. Use a new one for a new request.",
  );

function hashOf(operationId: string, request: Once["request"]): string {
  const hash = createHash("sha256").update(operationId);
  for (const part of request) hash.update("\0").update(part);
  return hash.digest("hex");
}
