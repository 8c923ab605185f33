import type { SqlTx } from "./pg-transaction";

let known: boolean | undefined;

/** Whether `returning old.…` is understood, as PostgreSQL 18 does. Asked once a process: the server of a database gets no older. */
export async function answersOldRows(tx: SqlTx): Promise<boolean> {
  if (known !== undefined) return known;
  const [row] = await tx.db.$queryRawUnsafe<{ knows: boolean }[]>(
    "select current_setting('server_version_num')::int >= 180000 as knows",
  );
  known = row?.knows ?? false;
  return known;
}
