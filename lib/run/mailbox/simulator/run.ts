import { pgPool } from "@/lib/base/db/pool";
import type { Log } from "@/lib/base/log";
import type { Speed } from "@/lib/run/mailbox/schema";
import { type DueAction, perform, type Reach, Unfit } from "@/lib/run/mailbox/simulator/perform";
import { actionDetail } from "./stored-action";

const concurrency = 8;
const batchSize = 64;
const idleMs = 250;
const maxTries = 6;

type DueRow = Omit<DueAction, "detail"> & { detail: unknown };

const selectDue = `
  select a.id, a.kind, a.recipient, a.detail, m.raw, m.envelope_from as "envelopeFrom", m.received_at as "receivedAt"
  from simulator_action a join captured_message m on m.id = a.captured_message_id
  where a.done_at is null and a.due_at <= now()
  order by a.due_at limit ${batchSize}`;

const markDone = `
  update simulator_action a
  set done_at = now(), error = t.error, detail = a.detail || jsonb_build_object('note', t.note)
  from unnest($1::uuid[], $2::text[], $3::text[]) as t(id, note, error) where a.id = t.id`;

const postpone = `
  update simulator_action a
  set due_at = now() + t.seconds * interval '1 second', error = t.error, detail = a.detail || jsonb_build_object('tries', t.tries)
  from unnest($1::uuid[], $2::int[], $3::int[], $4::text[]) as t(id, tries, seconds, error) where a.id = t.id`;

interface Result {
  id: string;
  note: string | null;
  error: string | null;
  /** Set when it should be tried again. */
  tries: number | null;
}

/** Runs what is due until stopped. Actions are rows, so a restart goes on where the last process ended. */
export class Simulator {
  private stopping = false;
  private loop: Promise<void> | null = null;
  private wake: (() => void) | null = null;
  private readonly reach: Reach;
  private readonly speed: () => Speed;
  private readonly log: Log;

  constructor(options: { reach: Reach; speed: () => Speed; log: Log }) {
    this.reach = options.reach;
    this.speed = options.speed;
    this.log = options.log;
  }

  start(): void {
    this.loop = this.run();
  }

  /** Takes nothing new and resolves when running actions have ended. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake?.();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const done = this.speed() === "paused" ? 0 : await this.runDue().catch((error: unknown) => this.failed(error));
      if (done < batchSize && !this.stopping) await this.pause(idleMs);
    }
  }

  private failed(error: unknown): number {
    this.log.warn("the simulator could not work", { error });
    return 0;
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Performs one batch; returns its size. */
  async runDue(): Promise<number> {
    const { rows } = await pgPool().query<DueRow>(selectDue);
    if (rows.length === 0) return 0;
    const queue = [...rows];
    const results: Result[] = [];
    const lane = async () => {
      for (let action = queue.shift(); action && !this.stopping; action = queue.shift()) {
        results.push(await attempt(action, this.reach));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, lane));
    await writeResults(results);
    return rows.length;
  }
}

async function attempt(row: DueRow, reach: Reach): Promise<Result> {
  let tries = maxTries;
  try {
    const action = { ...row, detail: actionDetail.read(row.detail) };
    tries = (action.detail.tries ?? 0) + 1;
    const { note } = await perform(action, reach);
    return { id: row.id, note, error: null, tries: null };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 300);
    const again = !(error instanceof Unfit) && tries < maxTries;
    return { id: row.id, note: null, error: reason, tries: again ? tries : null };
  }
}

async function writeResults(results: readonly Result[]): Promise<void> {
  const done = results.filter(({ tries }) => tries === null);
  const again = results.filter(({ tries }) => tries !== null);
  if (done.length > 0) {
    await pgPool().query(markDone, [
      done.map(({ id }) => id),
      done.map(({ note }) => note),
      done.map(({ error }) => error),
    ]);
  }
  if (again.length > 0) {
    await pgPool().query(postpone, [
      again.map(({ id }) => id),
      again.map(({ tries }) => tries),
      again.map(({ tries }) => 2 ** (tries ?? 1)),
      again.map(({ error }) => error),
    ]);
  }
}
