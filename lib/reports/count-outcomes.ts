import type { Ctx } from "@/lib/base/context";
import { OUTCOMES } from "@/lib/events/ledger/message-facts";

/** How often something is stored or counted: name of the column, bucket ("" for all), number. Zeros are left out. */
export type Counts = Map<string, number>;

type Grain = "hourly" | "daily";

/** Column and bucket as one key, so that two counts are compared by their keys. */
const keyOf = (column: string, bucket: string) => `${column} ${bucket}`;

function add(counts: Counts, key: string, by: number): void {
  if (by !== 0) counts.set(key, (counts.get(key) ?? 0) + by);
}

/** Outcomes of message rows under the name that the roll-up has for them. */
const valuesSql = (names: (outcome: (typeof OUTCOMES)[number]) => string | null) =>
  OUTCOMES.flatMap((outcome) => {
    const name = names(outcome);
    return name === null ? [] : [`('${name}', ${outcome.sql})`];
  }).join(", ");

const bucketText = {
  // ISO text of UTC, as people and programs read it.
  hourly: `to_char(date_trunc('hour', o.at, 'UTC') at time zone 'UTC', 'YYYY-MM-DD"T"HH24":00Z"')`,
  daily: `to_char(o.at at time zone 'UTC', 'YYYY-MM-DD')`,
} as const;

interface Row {
  column: string;
  bucket: string;
  count: number;
}

const toCounts = (rows: readonly Row[]): Counts => {
  const counts: Counts = new Map();
  for (const { column, bucket, count } of rows) add(counts, keyOf(column, bucket), count);
  return counts;
};

/** What the roll-ups of a campaign should say, counted from its message rows in one pass. */
export async function countCampaign(ctx: Ctx, campaignId: string): Promise<{ totals: Counts; hourly: Counts }> {
  const { db, workspaceId } = ctx;
  const rows = await db.$queryRawUnsafe<Row[]>(
    `select o.name as column, ${bucketText.hourly} as bucket, count(*)::int as count
       from message m, lateral (values ${valuesSql(({ totals }) => totals)}) as o(name, at)
      where m.workspace_id = $1::uuid and m.campaign_id = $2::uuid and o.at is not null group by 1, 2`,
    workspaceId,
    campaignId,
  );
  const [sums] = await db.$queryRawUnsafe<{ opens: number; clicks: number }[]>(
    `select coalesce(sum(open_count), 0)::int as opens, coalesce(sum(click_count), 0)::int as clicks
       from message where workspace_id = $1::uuid and campaign_id = $2::uuid`,
    workspaceId,
    campaignId,
  );
  const totals = toCounts(rows.map((row) => ({ ...row, bucket: "" })));
  add(totals, keyOf("human_opens", ""), sums!.opens);
  add(totals, keyOf("human_clicks", ""), sums!.clicks);
  const hourlyOf = new Map(OUTCOMES.map((outcome) => [outcome.totals, outcome.hourly]));
  const hourly = rows.flatMap((row) => {
    const column = hourlyOf.get(row.column);
    return column ? [{ ...row, column }] : [];
  });
  return { totals, hourly: toCounts(hourly) };
}

/** The same of a workspace by days, from all its messages but tests. */
export async function countDays({ db, workspaceId }: Ctx): Promise<Counts> {
  const rows = await db.$queryRawUnsafe<Row[]>(
    `select o.name as column, ${bucketText.daily} as bucket, count(*)::int as count
       from message m, lateral (values ${valuesSql(({ daily }) => daily)}) as o(name, at)
      where m.workspace_id = $1::uuid and m.kind <> 'test' and o.at is not null group by 1, 2`,
    workspaceId,
  );
  return toCounts(rows);
}

/** Columns of each roll-up that message rows tell; the others count events. */
const columnsOf = (table: "totals" | Grain) => [
  ...new Set(OUTCOMES.flatMap((outcome) => outcome[table] ?? [])),
  ...(table === "totals" ? ["human_opens", "human_clicks"] : []),
];
const unpivot = (table: "totals" | Grain) =>
  `lateral (values ${columnsOf(table)
    .map((column) => `('${column}', r.${column})`)
    .join(", ")}) as o(name, count)`;

/** What the roll-ups of a campaign say. */
export async function storedCampaign(ctx: Ctx, campaignId: string): Promise<{ totals: Counts; hourly: Counts }> {
  const where = "where r.workspace_id = $1::uuid and r.campaign_id = $2::uuid and o.count <> 0";
  const ask = (sql: string) => ctx.db.$queryRawUnsafe<Row[]>(sql, ctx.workspaceId, campaignId);
  const totals = await ask(
    `select o.name as column, '' as bucket, o.count from campaign_totals r, ${unpivot("totals")} ${where}`,
  );
  const hourly = await ask(
    `select o.name as column, ${bucketText.hourly.replace("o.at", "r.hour")} as bucket, o.count
       from campaign_hourly r, ${unpivot("hourly")} ${where}`,
  );
  return { totals: toCounts(totals), hourly: toCounts(hourly) };
}

/** What the roll-up of a workspace's days says. */
export async function storedDays({ db, workspaceId }: Ctx): Promise<Counts> {
  const rows = await db.$queryRawUnsafe<Row[]>(
    `select o.name as column, to_char(r.day, 'YYYY-MM-DD') as bucket, o.count
       from workspace_daily r, ${unpivot("daily")} where r.workspace_id = $1::uuid and o.count <> 0`,
    workspaceId,
  );
  return toCounts(rows);
}
