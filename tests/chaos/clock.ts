import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

// Nobody can turn the clock of the machine for a test. What a jump does is that every stored time is suddenly an hour
// nearer or further off: so the stored times are moved instead.

/** Every column that says when something may happen. */
const waits = [
  ["campaign_batch", "leased_until"],
  ["campaign_batch", "due_at"],
  ["message", "next_attempt_at"],
  ["transport", "paused_until"],
] as const;

const backForMs = 3000;

/** Does it again until the database, which may be away, has done it. */
export async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= 100) throw error;
      await sleep(300);
    }
  }
}

async function move(pool: pg.Pool, change: string, where: (column: string) => string): Promise<void> {
  for (const [table, column] of waits) {
    await patiently(() =>
      pool.query(`update ${table} set ${column} = ${column} ${change} interval '1 hour' where ${where(column)}`),
    );
  }
}

/** The clock jumps an hour ahead: leases of living workers run out, and what waits is due. */
export async function jumpAhead(pool: pg.Pool): Promise<void> {
  await move(pool, "-", (column) => `${column} is not null`);
}

/** The clock jumps an hour back and is put right some seconds later: until then leases of dead workers seem to last. */
export async function jumpBack(pool: pg.Pool): Promise<void> {
  await move(pool, "+", (column) => `${column} is not null`);
  await sleep(backForMs);
  await move(pool, "-", (column) => `${column} > now() + interval '30 minutes'`);
}

/** What is only put off for later is due now. Leases stay as they are. */
export async function bringForward(pool: pg.Pool): Promise<void> {
  for (const [table, column] of waits) {
    if (column === "leased_until") continue;
    const guard = table === "campaign_batch" ? "and status <> 'leased'" : "";
    await patiently(() => pool.query(`update ${table} set ${column} = now() where ${column} > now() ${guard}`));
  }
}
