import { setTimeout as sleep } from "node:timers/promises";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { createLog, type Log } from "@/lib/base/log";
import { onceInProcess } from "@/lib/base/process/once-in-process";
import { noteEventNames } from "./event-names";
import { EVENTS_AT_ONCE } from "./kinds.shared";
import { type KeyedEvent, type NewCustomEvent, withKey } from "./new-event";
import { type StoredOutcome, storeEvents } from "./store-events";

interface IntakeOptions {
  /** Stores a group of one workspace, given as it is and as a JSON array; must be all or nothing. */
  store?: (workspaceId: string, events: readonly KeyedEvent[], json: string) => Promise<StoredOutcome[]>;
  /** Time in which calls gather into one transaction. */
  gatherMs?: number;
  /** Events held in memory before new ones are refused. */
  maxPending?: number;
  /** And the length of their JSON: a small packed body may unpack to events of 32 KB each. */
  maxPendingLength?: number;
  /** Length of the JSON of a group of more than one call. */
  maxGroupLength?: number;
  /** Waits between tries of a failed group. */
  retryDelaysMs?: readonly number[];
  log?: Pick<Log, "warn" | "error">;
}

interface Waiting {
  events: readonly KeyedEvent[];
  /** Each event as JSON, with commas between them. */
  json: string;
  settle: (outcomes: StoredOutcome[] | null) => void;
}

/**
 * Gathers events of concurrent calls into transactions of up to a thousand (group commit). One group of a workspace is stored at a
 * time. What a call brings is never torn apart; a group that fails is tried again, then call by call, so that one spoils no other.
 */
export class EventIntake {
  private readonly queues = new Map<string, Waiting[]>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly options: Required<IntakeOptions>;
  private pending = 0;
  private pendingLength = 0;

  constructor(options: IntakeOptions = {}) {
    this.options = {
      store: storeAndNote,
      gatherMs: 2,
      maxPending: 50_000,
      maxPendingLength: 64_000_000,
      maxGroupLength: 8_000_000,
      retryDelaysMs: [50, 400],
      log: createLog({ part: "event-intake" }),
      ...options,
    };
  }

  /**
   * Stores up to `EVENTS_AT_ONCE` events of a call; resolves once they are committed, with what became of each. Null when too many are
   * waiting or the database took none: the caller has to send them again. Never throws.
   */
  add(workspaceId: string, events: readonly NewCustomEvent[]): Promise<StoredOutcome[] | null> {
    if (events.length === 0) return Promise.resolve([]);
    const { pending, pendingLength } = this;
    if (this.isFull(events.length, 0)) return this.refused({ pending, pendingLength });
    const keyed = events.map(withKey);
    const json = keyed.map((event) => JSON.stringify(event)).join();
    if (this.isFull(events.length, json.length)) return this.refused({ pending, pendingLength });
    this.pending += events.length;
    this.pendingLength += json.length;
    return new Promise((settle) => {
      const queue = this.queues.get(workspaceId) ?? [];
      queue.push({ events: keyed, json, settle });
      this.queues.set(workspaceId, queue);
      if (!this.running.has(workspaceId)) this.running.set(workspaceId, this.drain(workspaceId));
    });
  }

  /** A call alone is never too long: it is no longer than a body. */
  private isFull(count: number, length: number): boolean {
    const { maxPending, maxPendingLength } = this.options;
    return this.pending + count > maxPending || (this.pending > 0 && this.pendingLength + length > maxPendingLength);
  }

  private refused(waiting: { pending: number; pendingLength: number }): Promise<null> {
    this.options.log.warn("events refused: too many are waiting", waiting);
    return Promise.resolve(null);
  }

  /** Waits until everything that was added is stored or given up. */
  async flush(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }

  private async drain(workspaceId: string): Promise<void> {
    await sleep(this.options.gatherMs);
    for (let group = this.take(workspaceId); group.length > 0; group = this.take(workspaceId)) {
      await this.storeGroup(workspaceId, group);
    }
    this.running.delete(workspaceId);
  }

  /** The next calls with a thousand events together; the first one whatever it brings. */
  private take(workspaceId: string): Waiting[] {
    const queue = this.queues.get(workspaceId) ?? [];
    let count = 0;
    let length = 0;
    const end = queue.findIndex(({ events, json }, at) => {
      count += events.length;
      length += json.length;
      return at > 0 && (count > EVENTS_AT_ONCE || length > this.options.maxGroupLength);
    });
    const group = queue.splice(0, end < 0 ? queue.length : end);
    if (queue.length === 0) this.queues.delete(workspaceId);
    return group;
  }

  private async storeGroup(workspaceId: string, group: readonly Waiting[]): Promise<void> {
    if (await this.tryStore(workspaceId, group, this.options.retryDelaysMs)) return;
    for (const one of group) {
      if (group.length === 1 || !(await this.tryStore(workspaceId, [one], []))) this.settle(one, null);
    }
  }

  private async tryStore(
    workspaceId: string,
    group: readonly Waiting[],
    delaysMs: readonly number[],
  ): Promise<boolean> {
    const events = group.flatMap((waiting) => waiting.events);
    const json = `[${group.map((waiting) => waiting.json).join()}]`;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const outcomes = await this.options.store(workspaceId, events, json);
        let at = 0;
        for (const one of group) {
          this.settle(one, outcomes.slice(at, at + one.events.length));
          at += one.events.length;
        }
        return true;
      } catch (error) {
        this.options.log.error("events could not be stored", { workspaceId, count: events.length, attempt, error });
        const delayMs = delaysMs[attempt];
        if (delayMs === undefined) return false;
        await sleep(delayMs);
      }
    }
  }

  private settle({ events, json, settle }: Waiting, outcomes: StoredOutcome[] | null): void {
    this.pending -= events.length;
    this.pendingLength -= json.length;
    settle(outcomes);
  }
}

async function storeAndNote(
  workspaceId: string,
  events: readonly KeyedEvent[],
  json: string,
): Promise<StoredOutcome[]> {
  const outcomes = await inPgTransaction(workspaceId, (tx) => storeEvents(tx, events, json), { byKey: true });
  noteEventNames(workspaceId, events);
  return outcomes;
}

/** The intake of this process; call `flush` at shutdown. */
export const eventIntake = (): EventIntake => onceInProcess("event intake", () => new EventIntake());
