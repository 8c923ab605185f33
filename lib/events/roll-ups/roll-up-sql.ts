import type { SqlTx } from "@/lib/base/db/pg-transaction";
import {
  DAILY_COLUMNS,
  HOURLY_COLUMNS,
  type Increments,
  LINK_COLUMNS,
  type RollUpChanges,
  TOTALS_COLUMNS,
} from "./roll-up-changes";

interface RollUpTable {
  table: string;
  /** Columns sent with each row: name and type. The workspace is added. */
  key: Record<string, string>;
  conflict: string;
  columns: readonly string[];
}

const TOTALS: RollUpTable = {
  table: "campaign_totals",
  key: { campaign_id: "uuid" },
  conflict: "workspace_id, campaign_id",
  columns: TOTALS_COLUMNS,
};
const HOURLY: RollUpTable = {
  table: "campaign_hourly",
  key: { campaign_id: "uuid", hour: "timestamptz" },
  conflict: "workspace_id, campaign_id, hour",
  columns: HOURLY_COLUMNS,
};
const LINKS: RollUpTable = {
  table: "link_totals",
  key: { link_id: "uuid", campaign_id: "uuid" },
  conflict: "workspace_id, link_id",
  columns: LINK_COLUMNS,
};
const DAILY: RollUpTable = {
  table: "workspace_daily",
  key: { day: "date" },
  conflict: "workspace_id, day",
  columns: DAILY_COLUMNS,
};

const QUARTERS: RollUpTable = {
  table: "workspace_quarter",
  key: { starts_at: "timestamptz" },
  conflict: "workspace_id, starts_at",
  columns: DAILY_COLUMNS,
};

/**
 * Adds the increments to the roll-up tables; rows appear when first counted. Comes last, so that these busy rows stay locked
 * for the shortest time, and once a transaction: one statement locks them in the same order everywhere, two of them after
 * each other do not, and then two transactions wait for each other.
 */
export async function applyRollUps(tx: SqlTx, changes: RollUpChanges): Promise<void> {
  const parts: string[] = [];
  const values: string[] = [];
  const add = (table: RollUpTable, increments: Increments) => {
    const rows = increments.sorted(table.columns);
    if (rows.length === 0) return;
    values.push(JSON.stringify(rows));
    parts.push(`${table.table}_added as (${addSql(table, values.length + 1)})`);
  };
  // PostgreSQL runs those that nobody reads from the last to the first: the rows that most writers share are locked last.
  add(DAILY, changes.daily);
  add(QUARTERS, changes.quarters);
  add(TOTALS, changes.totals);
  add(HOURLY, changes.hourly);
  add(LINKS, changes.links);
  if (parts.length > 0) await tx.db.$executeRawUnsafe(`with ${parts.join(", ")} select 1`, tx.workspaceId, ...values);
}

function addSql({ table, key, conflict, columns }: RollUpTable, parameter: number): string {
  const names = [...Object.keys(key), ...columns];
  const types = [
    ...Object.entries(key).map(([name, type]) => `${name} ${type}`),
    ...columns.map((name) => `${name} int`),
  ];
  return `insert into ${table} as t (workspace_id, ${names.join(", ")})
     select $1::uuid, ${names.map((name) => `e.${name}`).join(", ")} from json_to_recordset($${parameter}::json) as e(${types.join(", ")})
     on conflict (${conflict}) do update set ${columns.map((name) => `${name} = t.${name} + excluded.${name}`).join(", ")}`;
}
