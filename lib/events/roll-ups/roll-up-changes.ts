import { type MessageFacts, OUTCOMES } from "@/lib/events/ledger/message-facts";

export const TOTALS_COLUMNS = [
  ...new Set(OUTCOMES.map((outcome) => outcome.totals)),
  "deferred",
  "human_opens",
  "proxy_opens",
  "bot_opens",
  "human_clicks",
  "bot_clicks",
];
export const HOURLY_COLUMNS = namesOf("hourly");
export const DAILY_COLUMNS = [...namesOf("daily"), "contacts_created"];
export const LINK_COLUMNS = ["human_clickers", "human_clicks", "bot_clicks"];

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;

/** Increments by key and column of one roll-up table. */
export class Increments {
  private readonly rows = new Map<string, { key: Record<string, string>; counts: Record<string, number> }>();

  add(key: Record<string, string>, column: string, by: number): void {
    const name = Object.values(key).join(" ");
    const row = this.rows.get(name) ?? { key, counts: {} };
    this.rows.set(name, row);
    row.counts[column] = (row.counts[column] ?? 0) + by;
  }

  /** Rows that change something, in key order: all writers lock in the same order. */
  sorted(columns: readonly string[]): Record<string, string | number>[] {
    return [...this.rows]
      .filter(([, row]) => Object.values(row.counts).some((count) => count !== 0))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { key, counts }]) => ({
        ...key,
        ...Object.fromEntries(columns.map((column) => [column, counts[column] ?? 0])),
      }));
  }
}

/** What one group of events adds to every roll-up. */
export class RollUpChanges {
  readonly totals = new Increments();
  readonly hourly = new Increments();
  readonly daily = new Increments();
  readonly quarters = new Increments();
  readonly links = new Increments();

  /** Counts something of the workspace at a moment, in its day and in its quarter of an hour. */
  addToWorkspace(ms: number, column: string, by: number): void {
    this.daily.add({ day: dayOf(ms) }, column, by);
    this.quarters.add({ starts_at: quarterOf(ms) }, column, by);
  }

  /** Moves a message from where its old facts counted to where its new facts count. */
  moveMessage(campaignId: string | null, before: MessageFacts, after: MessageFacts): void {
    for (const outcome of OUTCOMES) {
      const from = outcome.at(before);
      const to = outcome.at(after);
      if (from === to) continue;
      for (const [at, by] of [
        [from, -1],
        [to, 1],
      ] as const) {
        if (at === null) continue;
        if (outcome.daily) this.addToWorkspace(at, outcome.daily, by);
        if (!campaignId) continue;
        this.totals.add({ campaign_id: campaignId }, outcome.totals, by);
        if (outcome.hourly) this.hourly.add({ campaign_id: campaignId, hour: hourOf(at) }, outcome.hourly, by);
      }
    }
  }
}

/** Start of the hour as ISO text. */
export function hourOf(ms: number): string {
  return new Date(Math.floor(ms / HOUR_MS) * HOUR_MS).toISOString();
}

/** Start of the quarter of an hour as ISO text: the days of all time zones begin with one. */
function quarterOf(ms: number): string {
  return new Date(Math.floor(ms / QUARTER_MS) * QUARTER_MS).toISOString();
}

/** The calendar day in UTC, `YYYY-MM-DD`. */
function dayOf(ms: number): string {
  return new Date(Math.floor(ms / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
}

function namesOf(table: "hourly" | "daily"): string[] {
  return [...new Set(OUTCOMES.map((outcome) => outcome[table]).filter((name) => name !== null))];
}
