import { pgPool } from "@/lib/base/db/pool";
import { SimulatorSettings, Speed } from "@/lib/run/mailbox/schema";
import { delayMs } from "@/lib/run/mailbox/simulator/speed";

/** The simulator's speed; "fast" until someone chooses. */
export async function readSpeed(): Promise<Speed> {
  const { rows } = await pgPool().query<{ speed: string }>("select speed from simulator_setting where id = 1");
  return Speed.catch("fast").parse(rows[0]?.speed);
}

/**
 * Changes the speed and moves what has not happened yet to when it happens at the new one; what would have been long ago is due now.
 * The running simulator picks it up within a second.
 */
export async function changeSpeed(input: SimulatorSettings): Promise<void> {
  const { speed } = SimulatorSettings.parse(input);
  const client = await pgPool().connect();
  try {
    await client.query("begin");
    await client.query(
      `insert into simulator_setting (id, speed, updated_at) values (1, $1, now())
       on conflict (id) do update set speed = excluded.speed, updated_at = now()`,
      [speed],
    );
    if (speed !== "paused") {
      const { rows } = await client.query<{ id: string; wait: number | null; receivedAt: Date }>(
        `select a.id, (a.detail->>'wait')::float8 as wait, m.received_at as "receivedAt"
         from simulator_action a join captured_message m on m.id = a.captured_message_id where a.done_at is null for update of a`,
      );
      await client.query(
        `update simulator_action a set due_at = greatest(t.due_at, now())
         from unnest($1::uuid[], $2::timestamptz[]) as t(id, due_at) where a.id = t.id`,
        [
          rows.map(({ id }) => id),
          rows.map(({ wait, receivedAt }) => new Date(receivedAt.getTime() + delayMs(speed, wait ?? 0))),
        ],
      );
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
