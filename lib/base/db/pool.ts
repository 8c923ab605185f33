import type pg from "pg";
import { currentLane, type Lane, makePool } from "./lanes";

const holder = globalThis as unknown as { homingPools?: Partial<Record<Lane, pg.Pool>> };

/**
 * node-postgres pool for the few hot paths whose SQL is written by hand; public paths get their own. Statements sent without waiting are
 * pipelined.
 */
export function pgPool(): pg.Pool {
  holder.homingPools ??= {};
  const lane = currentLane();
  const pool = holder.homingPools[lane] ?? makePool(lane, { pipeline: true });
  holder.homingPools[lane] = pool;
  return pool;
}

/** Closes the pools at shutdown. */
export async function closePool(): Promise<void> {
  const pools = Object.values(holder.homingPools ?? {});
  holder.homingPools = undefined;
  await Promise.all(pools.map((pool) => pool.end()));
}
