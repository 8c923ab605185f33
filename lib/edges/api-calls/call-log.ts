import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { createLog, type Log } from "@/lib/base/log";
import { keepAwake } from "@/lib/base/process/function-host";
import { onceInProcess } from "@/lib/base/process/once-in-process";
import type { CallFacts } from "./schema";

/** A call that was answered. */
export interface AnsweredCall extends CallFacts {
  workspaceId: string;
  apiKeyId: string;
  at: Date;
}

type Stored = AnsweredCall & { id: string };

interface CallLogOptions {
  store?: (calls: readonly Stored[]) => Promise<unknown>;
  /** Time in which calls gather into one statement. */
  gatherMs?: number;
  /** Calls of a key and an outcome that are kept in one minute, by this process. */
  perMinute?: number;
  /** Calls held in memory before new ones are let go. */
  maxPending?: number;
  log?: Pick<Log, "warn">;
}

const MINUTE_MS = 60_000;

/**
 * Keeps the last calls of keys without holding up an answer: they gather in memory and are stored together. Of a key that calls more often
 * than anybody reads the first of each minute are kept, those that failed and those that went well apart, so that a failure among
 * thousands is found. A log for reading, not for proof: what cannot be stored is let go.
 */
export class CallLog {
  private readonly options: Required<CallLogOptions>;
  private waiting: Stored[] = [];
  /** Those that wait and those that are being stored. */
  private held = 0;
  /** Gathers. */
  private running: Promise<void> | null = null;
  /** What has gathered and is on its way. */
  private readonly storing = new Set<Promise<unknown>>();
  private minute = 0;
  private kept = new Map<string, number>();

  constructor(options: CallLogOptions = {}) {
    this.options = {
      store: (calls) => prisma.apiCall.createMany({ data: [...calls] }),
      gatherMs: 250,
      perMinute: 60,
      maxPending: 5_000,
      log: createLog({ part: "call-log" }),
      ...options,
    };
  }

  add(call: AnsweredCall): void {
    if (this.held >= this.options.maxPending || !this.takesOneMore(call)) return;
    this.held += 1;
    this.waiting.push({ ...call, id: newId(call.at.getTime()) });
    this.running ??= this.storeLater();
    keepAwake(this.running);
  }

  /** Waits until what was added is stored or let go. */
  async flush(): Promise<void> {
    while (this.running || this.storing.size > 0) await Promise.all([this.running, ...this.storing]);
  }

  private takesOneMore({ apiKeyId, problem, at }: AnsweredCall): boolean {
    const minute = Math.floor(at.getTime() / MINUTE_MS);
    // A call that began before and ends late counts with those of now.
    if (minute > this.minute) {
      this.kept.clear();
      this.minute = minute;
    }
    const line = `${apiKeyId}/${problem === null}`;
    const count = this.kept.get(line) ?? 0;
    this.kept.set(line, count + 1);
    return count < this.options.perMinute;
  }

  private async storeLater(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.options.gatherMs));
    const calls = this.waiting;
    this.waiting = [];
    this.running = null;
    const stored: Promise<unknown> = this.storeAll(calls).finally(() => this.storing.delete(stored));
    this.storing.add(stored);
    await stored;
  }

  private async storeAll(calls: readonly Stored[]): Promise<void> {
    for (const group of Map.groupBy(calls, ({ workspaceId }) => workspaceId).values()) await this.store(group);
  }

  private async store(group: readonly Stored[]): Promise<void> {
    for (let from = 0; from < group.length; from += 1_000) {
      const some = group.slice(from, from + 1_000);
      await this.options
        .store(some)
        .catch((error: unknown) => this.options.log.warn("calls were let go", { count: some.length, error }));
      this.held -= some.length;
    }
  }
}

/** The log of this process; call `flush` at shutdown. */
export const callLog = (): CallLog => onceInProcess("api call log", () => new CallLog());
