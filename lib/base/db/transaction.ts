import type { Db } from "./client";
import type { PrismaClient } from "./generated/client";

/** Whether `ctx` is one of a transaction: its client cannot connect. */
export const isInTransaction = ({ db }: { db: Db }) => !("$connect" in db);

/** Runs `work` in one transaction; nested calls join the running one. `tx` is a context whose `db` is the transaction. */
export async function inTransaction<C extends { db: Db }, T>(
  ctx: C,
  work: (tx: C) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  if (!("$transaction" in ctx.db)) return work(ctx);
  const client = ctx.db as PrismaClient;
  return client.$transaction((db) => work({ ...ctx, db }), { timeout: options.timeoutMs ?? 30_000 });
}
