import { pgPool } from "@/lib/db/pool";

/** What recording events needs of a transaction: a Prisma one has it, and so has a plain connection. */
export interface EventTx {
  workspaceId: string;
  db: {
    $queryRawUnsafe<T>(sql: string, ...values: unknown[]): PromiseLike<T>;
    $executeRawUnsafe(sql: string, ...values: unknown[]): PromiseLike<number>;
  };
}

/** Statements are few and constant, so each is prepared once a connection under its own name. */
const names = new Map<string, string>();

/**
 * Runs `work` in a transaction of its own on node-postgres with prepared statements. A small raw query costs a tenth of what it costs
 * through an interactive Prisma transaction (measured 0.8 against 7.7 ms on a busy machine), and opens and clicks make eight of them.
 */
export async function inPgTransaction<T>(workspaceId: string, work: (tx: EventTx) => Promise<T>): Promise<T> {
  const client = await pgPool().connect();
  let broken: Error | undefined;
  const run = (text: string, values: unknown[]) => {
    const name = names.get(text) ?? `event-${names.size}`;
    names.set(text, name);
    return client.query({ name, text, values });
  };
  const tx: EventTx = {
    workspaceId,
    db: {
      $queryRawUnsafe: async <R>(sql: string, ...values: unknown[]) => (await run(sql, values)).rows as R,
      $executeRawUnsafe: async (sql, ...values) => (await run(sql, values)).rowCount ?? 0,
    },
  };
  try {
    await client.query("begin");
    const result = await work(tx);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
