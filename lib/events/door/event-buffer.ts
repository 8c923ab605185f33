import { newId } from "@/lib/base/db/ids";
import { inPgTransaction } from "@/lib/base/db/pg-transaction";
import { createLog, type Log } from "@/lib/base/log";
import { onceInProcess } from "@/lib/base/process/once-in-process";
import type { NewEvent } from "@/lib/events/ledger/event-types";
import { recordInto } from "./record-events";

export interface EventBufferOptions {
  /** Stores a group of one workspace; must be all or nothing. */
  store?: (workspaceId: string, events: readonly NewEvent[]) => Promise<unknown>;
  /** Time in which requests gather into one transaction. */
  gatherMs?: number;
  /** Largest group of one transaction. */
  maxGroup?: number;
  /** Events held in memory before new ones are refused. */
  maxPending?: number;
  /** Waits between tries of a failed group. */
  retryDelaysMs?: readonly number[];
  log?: Pick<Log, "warn" | "error">;
}

interface Waiting {
  event: NewEvent;
  /** On the monotonic clock. */
  since: number;
  settle: (stored: boolean) => void;
}

/**
 * Gathers events of concurrent requests into one transaction a workspace (group commit): thousands of opens a second cost tens of
 * transactions. One group of a workspace is stored at a time; groups that fail are tried again, then event by event.
 */
export class EventBuffer {
  private readonly queues = new Map<string, Waiting[]>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly options: Required<EventBufferOptions>;
  /** Being stored, by workspace. */
  private readonly storing = new Map<string, readonly Waiting[]>();
  private pending = 0;

  constructor(options: EventBufferOptions = {}) {
    this.options = {
      store: (workspaceId, events) => inPgTransaction(workspaceId, (tx) => recordInto(tx, events), { byKey: true }),
      gatherMs: 4,
      maxGroup: 1_000,
      maxPending: 20_000,
      retryDelaysMs: [50, 200, 1_000, 5_000],
      log: createLog({ part: "event-buffer" }),
      ...options,
    };
  }

  /** Resolves true once the event is committed, false when the buffer is full or the event could not be stored. Never throws. */
  add(workspaceId: string, event: NewEvent): Promise<boolean> {
    if (this.pending >= this.options.maxPending) {
      this.options.log.warn("event refused: too many are waiting", { type: event.type, pending: this.pending });
      return Promise.resolve(false);
    }
    this.pending += 1;
    return new Promise((settle) => {
      const queue = this.queues.get(workspaceId) ?? [];
      queue.push({ event: { ...event, id: event.id ?? newId() }, since: performance.now(), settle });
      this.queues.set(workspaceId, queue);
      if (!this.running.has(workspaceId)) this.running.set(workspaceId, this.drain(workspaceId));
    });
  }

  /** Events that were taken and stand in no table and roll-up yet, and for how many milliseconds the oldest of them. */
  lag(): { waiting: number; oldestMs: number } {
    const first = [...this.storing.values(), ...this.queues.values()].flatMap(([oldest]) => oldest?.since ?? []);
    return { waiting: this.pending, oldestMs: first.length > 0 ? performance.now() - Math.min(...first) : 0 };
  }

  /** Waits until everything that was added is stored or given up. */
  async flush(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }

  private async drain(workspaceId: string): Promise<void> {
    await sleep(this.options.gatherMs);
    for (let group = this.take(workspaceId); group.length > 0; group = this.take(workspaceId)) {
      this.storing.set(workspaceId, group);
      await this.storeGroup(workspaceId, group);
      this.storing.delete(workspaceId);
    }
    this.running.delete(workspaceId);
  }

  private take(workspaceId: string): Waiting[] {
    const queue = this.queues.get(workspaceId) ?? [];
    const group = queue.splice(0, this.options.maxGroup);
    if (queue.length === 0) this.queues.delete(workspaceId);
    return group;
  }

  private async storeGroup(workspaceId: string, group: readonly Waiting[]): Promise<void> {
    if (await this.tryStore(workspaceId, group, this.options.retryDelaysMs)) return this.settle(group, true);
    for (const one of group) this.settle([one], await this.tryStore(workspaceId, [one], []));
  }

  private async tryStore(
    workspaceId: string,
    group: readonly Waiting[],
    delaysMs: readonly number[],
  ): Promise<boolean> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.options.store(
          workspaceId,
          group.map((waiting) => waiting.event),
        );
        return true;
      } catch (error) {
        const delayMs = delaysMs[attempt];
        this.options.log.error("events could not be stored", { workspaceId, count: group.length, attempt, error });
        if (delayMs === undefined) return false;
        await sleep(delayMs);
      }
    }
  }

  private settle(group: readonly Waiting[], stored: boolean): void {
    this.pending -= group.length;
    for (const waiting of group) waiting.settle(stored);
  }
}

/** The buffer of this process; call `flush` at shutdown. */
export const eventBuffer = (): EventBuffer => onceInProcess("event buffer", () => new EventBuffer());

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
