import { createHash } from "node:crypto";
import { despiteOthers } from "@/lib/base/db/despite-others";
import { inPgTransaction, type SqlTx } from "@/lib/base/db/pg-transaction";
import { inTransaction } from "@/lib/base/db/transaction";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { answeredBefore, inProgress, type Replayable } from "./answered-before";
import { ApiProblem, problems } from "./problems";
import {
  type AnswerCtx,
  type Answered,
  findAnswer,
  forgetClaim,
  keepAnswer,
  lockAnswer,
  type ToKeep,
} from "./stored-answers";
import { toProblem } from "./to-problem";
import { untilKnown } from "./until-known";

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
  if (key === null) return { ...(await (prepare ? withoutKey(ctx, prepare) : work(ctx))), replayed: false };
  const call = callOf(key, { operationId, showsSecret, request });
  if (prepare) return carryOutPrepared(ctx, call, prepare);
  return overNetwork ? claimedFirst(ctx, call, work) : inOneTransaction(ctx, call, work);
}

/** What is kept of a call beside its answer. */
export type CallOnce = Omit<ToKeep, "status" | "body">;
type Work = (ctx: KeyCtx) => Promise<Answered>;
/** Reads what is needed, and answers what writes; where an answer of the database is lost that is called again, and writes nothing twice. */
type Prepare = (ctx: KeyCtx) => Promise<(tx: SqlTx) => Promise<Answered>>;

async function inOneTransaction(ctx: KeyCtx, call: CallOnce, work: Work): Promise<Replayable> {
  const carryOut = async (tx: KeyCtx) => {
    const before = await findBefore(tx, call);
    if (before) return before;
    return keepNew(tx, call, await work(tx));
  };
  return despiteOthers(() => inTransaction(ctx, carryOut, { timeoutMs: LONGEST_MS }));
}

/** The same for what is made ready first. */
export async function carryOutPrepared(ctx: KeyCtx, call: CallOnce, prepare: Prepare): Promise<Replayable> {
  const { ready: write, before: earlier } = await readyOrBefore(ctx, call, () => prepare(ctx));
  if (earlier) return earlier;
  let isTried = false;
  const work = async (sql: SqlTx) => {
    const tx = { ...ctx, db: sql.db };
    const before = await findBefore(tx, call);
    // What this call wrote itself is nothing that came before it.
    if (before) return isTried ? { ...before, replayed: false } : before;
    isTried = true;
    return keepNew(tx, call, await write(sql));
  };
  return untilKnown(() => inPgTransaction(ctx.workspaceId, work, { byKey: true }));
}

async function withoutKey(ctx: KeyCtx, prepare: Prepare): Promise<Answered> {
  const write = await prepare(ctx);
  return untilKnown(() => inPgTransaction(ctx.workspaceId, write, { byKey: true }));
}

type ReadyOrBefore<T> = { ready: T; before: null } | { ready: null; before: Replayable };

/** What makes a call ready, or its earlier answer: it may have been carried out before something changed that refuses it now. */
export async function readyOrBefore<T>(
  ctx: KeyCtx,
  call: CallOnce | null,
  prepare: () => Promise<T>,
): Promise<ReadyOrBefore<T>> {
  try {
    return { ready: await prepare(), before: null };
  } catch (error) {
    const before = call && (await findBefore(ctx, call));
    if (!before) throw error;
    return { ready: null, before };
  }
}

/** Whoever was overtaken, in spite of the lock, changes nothing. */
async function keepNew(tx: AnswerCtx, call: CallOnce, answered: Answered): Promise<Replayable> {
  if (!(await keepAnswer(tx, { ...call, ...answered }))) throw inProgress();
  return { ...answered, replayed: false };
}

async function claimedFirst(ctx: KeyCtx, call: CallOnce, work: Work): Promise<Replayable> {
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
async function orForget(ctx: KeyCtx, call: CallOnce, work: () => Promise<Answered>): Promise<Answered> {
  try {
    return await work();
  } catch (error) {
    if (problems[toProblem(error).code].status < 500) await forgetClaim(ctx, call.idempotencyKey);
    throw error;
  }
}

async function findBefore(tx: AnswerCtx, { idempotencyKey, requestHash }: CallOnce): Promise<Replayable | null> {
  // One turn for both; they are carried out in this order.
  const [locked, stored] = await Promise.all([lockAnswer(tx, idempotencyKey), findAnswer(tx, idempotencyKey)]);
  return answeredBefore({ locked, stored }, requestHash, tx.now());
}

/** Reads the key and what it is for. Throws `invalid_idempotency_key`. */
export function callOf(
  key: string,
  { operationId, showsSecret, request }: Omit<Once, "key" | "overNetwork">,
): CallOnce {
  if (!form.test(key)) {
    throw new ApiProblem(
      "invalid_idempotency_key",
      "Idempotency-Key has 1 to 255 printable ASCII characters without blanks.",
    );
  }
  const hash = createHash("sha256").update(operationId);
  for (const part of request) hash.update("\0").update(part);
  return { idempotencyKey: key, operation: operationId, requestHash: hash.digest("hex"), showsSecret };
}
