import type { SqlTx } from "@/lib/db/pg-transaction";
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

/** Adds the increments to the roll-up tables; rows appear when first counted. Comes last, so that these busy rows stay locked for the shortest time. */
export async function applyRollUps(tx: SqlTx, changes: RollUpChanges): Promise<void> {
  await addTo(tx, LINKS, changes.links);
  await addTo(tx, HOURLY, changes.hourly);
  await addTo(tx, TOTALS, changes.totals);
  await addTo(tx, DAILY, changes.daily);
}

async function addTo(tx: SqlTx, { table, key, conflict, columns }: RollUpTable, increments: Increments): Promise<void> {
  const rows = increments.sorted(columns);
  if (rows.length === 0) return;
  const names = [...Object.keys(key), ...columns];
  const types = [
    ...Object.entries(key).map(([name, type]) => `${name} ${type}`),
    ...columns.map((name) => `${name} int`),
  ];
  await tx.db.$executeRawUnsafe(
    `insert into ${table} as t (workspace_id, ${names.join(", ")})
     select $1::uuid, ${names.map((name) => `e.${name}`).join(", ")} from json_to_recordset($2::json) as e(${types.join(", ")})
     on conflict (${conflict}) do update set ${columns.map((name) => `${name} = t.${name} + excluded.${name}`).join(", ")}`,
    tx.workspaceId,
    JSON.stringify(rows),
  );
}
