import { setTimeout as sleep } from "node:timers/promises";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { createLog, type Log } from "@/lib/base/log";
import { onceInProcess } from "@/lib/base/process/once-in-process";
import { noteEventNames } from "./event-names";
import { EVENTS_AT_ONCE } from "./kinds.shared";
import { type KeyedEvent, type NewCustomEvent, withKey } from "./new-event";
import { type StoredOutcome, storeEvents } from "./store-events";

interface IntakeOptions {
  /** Stores a group of one workspace; must be all or nothing. */
  store?: (workspaceId: string, events: readonly KeyedEvent[]) => Promise<StoredOutcome[]>;
  /** Time in which calls gather into one transaction. */
  gatherMs?: number;
  /** Events held in memory before new ones are refused. */
  maxPending?: number;
  /** Waits between tries of a failed group. */
  retryDelaysMs?: readonly number[];
  log?: Pick<Log, "warn" | "error">;
}

interface Waiting {
  events: readonly KeyedEvent[];
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

  constructor(options: IntakeOptions = {}) {
    this.options = {
      store: storeAndNote,
      gatherMs: 2,
      maxPending: 50_000,
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
    if (this.pending + events.length > this.options.maxPending) {
      this.options.log.warn("events refused: too many are waiting", { pending: this.pending });
      return Promise.resolve(null);
    }
    this.pending += events.length;
    return new Promise((settle) => {
      const queue = this.queues.get(workspaceId) ?? [];
      queue.push({ events: events.map(withKey), settle });
      this.queues.set(workspaceId, queue);
      if (!this.running.has(workspaceId)) this.running.set(workspaceId, this.drain(workspaceId));
    });
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
    const end = queue.findIndex(({ events }, at) => {
      count += events.length;
      return at > 0 && count > EVENTS_AT_ONCE;
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
    for (let attempt = 0; ; attempt += 1) {
      try {
        const outcomes = await this.options.store(workspaceId, events);
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

  private settle({ events, settle }: Waiting, outcomes: StoredOutcome[] | null): void {
    this.pending -= events.length;
    settle(outcomes);
  }
}

async function storeAndNote(workspaceId: string, events: readonly KeyedEvent[]): Promise<StoredOutcome[]> {
  const outcomes = await inPgTransaction(workspaceId, (tx) => storeEvents(tx, events), { byKey: true });
  noteEventNames(workspaceId, events);
  return outcomes;
}

/** The intake of this process; call `flush` at shutdown. */
export const eventIntake = (): EventIntake => onceInProcess("event intake", () => new EventIntake());
