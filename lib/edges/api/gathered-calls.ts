import { inPgTransaction, type SqlTx } from "@/lib/base/db/pg-transaction";
import { GroupCommit, type Settled } from "@/lib/base/process/group-commit";
import { onceInProcess } from "@/lib/base/process/once-in-process";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { answeredBefore, inProgress, type Replayable } from "./answered-before";
import { type CallOnce, callOf, type Once, readyOrBefore } from "./idempotency";
import { answered, type Gathering, type Operation, type Part } from "./operation";
import { findAnswers, keepAnswers, lockAnswers } from "./stored-answers";
import { EndUnknown, untilKnown } from "./until-known";

type AnyGathering = Gathering<unknown, unknown, unknown, unknown>;

interface Gathered {
  operation: Pick<Operation, "id" | "answer" | "status">;
  gathering: AnyGathering;
  input: unknown;
}

/** A call that is ready to be written. */
interface Ready extends Gathered {
  ctx: KeyCtx;
  /** Null without an Idempotency-Key. */
  call: CallOnce | null;
  part: Part<unknown, unknown, unknown>;
  /** A transaction began to write it before. */
  isTried: boolean;
}

/**
 * Carries out a call together with those of its key and kind that are under way at once: one transaction looks for their earlier answers,
 * writes what all the others ask for, and keeps their answers. What is promised of each is what `carryOutOnce` promises; and also without a key
 * none is written twice, or answered as failed though it is written, because the answer to a commit was lost on the way.
 */
export async function carryOutTogether(ctx: KeyCtx, once: Once, gathered: Gathered): Promise<Replayable> {
  const call = once.key === null ? null : callOf(once.key, once);
  const { gathering, operation, input } = gathered;
  const { ready: part, before } = await readyOrBefore(ctx, call, () => gathering.prepare(ctx, input));
  if (before) return before;
  return calls().add(`${ctx.actor.keyId}/${operation.id}`, { ...gathered, ctx, call, part, isTried: false });
}

const calls = () =>
  onceInProcess(
    "gathered calls",
    () => new GroupCommit<Ready, Replayable>({ store: carryOutGroup, weigh: ({ part }) => part.octets }),
  );

/** All of them are of one key and one operation. Throws what is held against one of them, so that each is tried alone. */
async function carryOutGroup(group: readonly Ready[]): Promise<Settled<Replayable>[]> {
  const [first] = group;
  if (!first) return [];
  try {
    return await untilKnown(() =>
      inPgTransaction(first.ctx.workspaceId, (tx) => settleAll(tx, group), { byKey: true }),
    );
  } catch (error) {
    // One by one they would wait in turn for a database that is away.
    if (error instanceof EndUnknown) return group.map(() => ({ error }));
    throw error;
  }
}

async function settleAll(tx: SqlTx, group: readonly Ready[]): Promise<Settled<Replayable>[]> {
  const settled = await settleRepeated(tx, group);
  const fresh = group.filter((each) => !settled.has(each));
  for (const [each, result] of await writeNew(tx, fresh)) settled.set(each, { result });
  return group.map((each): Settled<Replayable> => settled.get(each) ?? { error: new Error("A call was forgotten.") });
}

/** Those with a key that was seen before, also by another of this group. */
async function settleRepeated(tx: SqlTx, group: readonly Ready[]): Promise<Map<Ready, Settled<Replayable>>> {
  const settled = new Map<Ready, Settled<Replayable>>();
  const byKey = new Map<string, Ready & { call: CallOnce }>();
  for (const each of group) {
    if (!each.call) continue;
    if (byKey.has(each.call.idempotencyKey)) settled.set(each, { error: inProgress() });
    else byKey.set(each.call.idempotencyKey, each as Ready & { call: CallOnce });
  }
  const [first] = byKey.values();
  if (!first) return settled;
  const keys = [...byKey.keys()];
  const on = { ...first.ctx, db: tx.db };
  // One turn for both; they are carried out in this order.
  const [locked, found] = await Promise.all([lockAnswers(on, keys), findAnswers(on, keys)]);
  for (const [index, [key, each]] of [...byKey].entries()) {
    const judged = judge(each, { locked: locked[index] ?? false, stored: found.get(key) ?? null });
    if (judged) settled.set(each, judged);
  }
  return settled;
}

function judge(
  { ctx, call, isTried }: Ready & { call: CallOnce },
  found: Parameters<typeof answeredBefore>[0],
): Settled<Replayable> | null {
  try {
    const result = answeredBefore(found, call.requestHash, ctx.now());
    // What this call wrote itself is nothing that came before it.
    return result && { result: isTried ? { ...result, replayed: false } : result };
  } catch (error) {
    return { error };
  }
}

async function writeNew(tx: SqlTx, fresh: readonly Ready[]): Promise<[Ready, Replayable][]> {
  const [first] = fresh;
  if (!first) return [];
  const { ctx, gathering } = first;
  const items = fresh.map(({ part }) => part.item);
  const again = fresh.some(({ isTried }) => isTried);
  for (const each of fresh) each.isTried = true;
  const result = await gathering.write(tx, items, ctx.now(), again);
  const answers = fresh.map((each): [Ready, Replayable] => [
    each,
    { ...answered(each.operation, each.part.answer(result)), replayed: false },
  ]);
  const kept = answers.flatMap(([{ call }, { status, body }]) => (call ? [{ ...call, status, body }] : []));
  if (kept.length > 0) {
    const count = await keepAnswers({ ...ctx, db: tx.db }, kept);
    // Whoever was overtaken, in spite of the lock, changes nothing.
    if (count < kept.length) throw inProgress();
  }
  return answers;
}
