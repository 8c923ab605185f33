import pg from "pg";
import { env } from "@/lib/env";

const holder = globalThis as unknown as { homingPool?: pg.Pool };

/** node-postgres pool for the few hot paths whose SQL is written by hand. Statements sent without waiting are pipelined. */
export function pgPool(): pg.Pool {
  if (!holder.homingPool) {
    holder.homingPool = new pg.Pool({ connectionString: env.DATABASE_URL, max: env.DATABASE_POOL, pipeline: true });
    // A connection that the server closes must not end the process, idle or in use; the next query opens a new one.
    holder.homingPool.on("error", () => {});
    holder.homingPool.on("connect", (client) => client.on("error", () => {}));
  }
  return holder.homingPool;
}

/** Closes the pool at shutdown. */
export async function closePool(): Promise<void> {
  const pool = holder.homingPool;
  holder.homingPool = undefined;
  await pool?.end();
}
