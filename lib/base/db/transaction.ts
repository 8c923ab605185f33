import type { Db } from "./client";
import type { PrismaClient } from "./generated/client";

/** Whether `ctx` is one of a transaction: its client cannot connect. */
export const isInTransaction = ({ db }: { db: Db }) => !("$connect" in db);

/**
 * Runs `work` in one transaction; nested calls join the running one, all or nothing with it. Prisma would open a savepoint for each of these: two
 * turns more, and no two at once. `tx` is a context whose `db` is the transaction.
 */
export async function inTransaction<C extends { db: Db }, T>(
  ctx: C,
  work: (tx: C) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  if (isInTransaction(ctx)) return work(ctx);
  const client = ctx.db as PrismaClient;
  return client.$transaction((db) => work({ ...ctx, db }), { timeout: options.timeoutMs ?? 30_000 });
}
