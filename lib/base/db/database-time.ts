import type { SqlTx } from "./pg-transaction";

/**
 * The database's clock, to be written back as a value. Leases of many machines go by this one clock, and a distributed table
 * takes no `clock_timestamp()` in an update: its servers' clocks may differ.
 */
export async function databaseTime(tx: SqlTx): Promise<Date> {
  const [row] = await tx.db.$queryRawUnsafe<{ now: Date }[]>("select clock_timestamp() as now");
  if (!row) throw new Error("The database did not say its time.");
  return row.now;
}
