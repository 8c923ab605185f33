import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { env } from "@/lib/base/env";
import type { TransportOutcome } from "@/lib/mail/transport";
import type { RecordOptions } from "./record-options";

/** What the journal of a lease tells about messages whose outcome is not in the database. */
export interface JournalFacts {
  /** The way out they took. */
  transport: RecordOptions["transport"] | null;
  /** Their content began to leave. */
  handedOver: ReadonlySet<string>;
  /** Their answer came. */
  outcomes: readonly TransportOutcome[];
}

/** Journals of this process with answers that are still in memory: never longer than the event that brought them lasts. */
const unwritten = new Set<Journal>();

function writeAnswers(): void {
  for (const journal of unwritten) {
    try {
      journal.flush();
    } catch {
      // The answers stay, and the next hand-over or flush says what is wrong with the disk.
    }
  }
}

/**
 * The local journal of one lease: a line before a message's content leaves and a line with its answer. It closes the gap
 * between the peer's 250 and the commit of the outcome: a line is with the operating system as soon as it is written, so it
 * outlives `kill -9` of the process. The file goes when the lease ends in order.
 *
 * Lines: `t <json transport>` first, `h <message id>`, then `a <json list of an outcome's values>`. A connection serves several
 * leases in turn, so the answers of all of them are written before any further content leaves: a crash makes one message
 * `unconfirmed` for each connection at most. A pipelined answer comes together with the peer's go-ahead for the next message,
 * and the two lines then cost one write.
 */
export class Journal {
  #file: number | null;
  readonly #path: string;
  #waiting = "";

  private constructor(file: number | null, filePath: string) {
    this.#file = file;
    this.#path = filePath;
  }

  /** Opens the journal of a lease. Throws when the folder cannot be written: without it nothing should be sent. */
  static open(
    lease: { batchId: string; holder: string },
    { id, kind, acceptsForRecipient }: RecordOptions["transport"],
    folder = journalFolder(),
  ): Journal {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = fileOf(folder, lease.batchId, lease.holder);
    const journal = new Journal(openSync(file, "a", 0o600), file);
    journal.#write(`t ${JSON.stringify({ id, kind, acceptsForRecipient })}\n`);
    return journal;
  }

  /** Call right before the content of a message leaves. */
  handOver(messageId: string): void {
    for (const journal of unwritten) if (journal !== this) journal.flush();
    this.#write(`${this.#waiting}h ${messageId}\n`);
    this.#written();
  }

  /** Call when its outcome is known. It is written before the process waits for anything. */
  outcome(outcome: TransportOutcome): void {
    if (unwritten.size === 0) queueMicrotask(writeAnswers);
    unwritten.add(this);
    this.#waiting += `a ${JSON.stringify(valuesOf(outcome))}\n`;
  }

  /** Writes the answers that are still in memory. */
  flush(): void {
    if (this.#waiting !== "") this.#write(this.#waiting);
    this.#written();
  }

  /** Closes the file; `remove` once everything in it is in the database. */
  close({ remove }: { remove: boolean }): void {
    if (this.#file === null) return;
    if (!remove) this.flush();
    this.#written();
    closeSync(this.#file);
    this.#file = null;
    if (remove) rmSync(this.#path, { force: true });
  }

  #written(): void {
    this.#waiting = "";
    unwritten.delete(this);
  }

  #write(lines: string): void {
    if (this.#file !== null) writeSync(this.#file, lines);
  }
}

/** What an earlier holder of a batch left on this machine; null when there is no journal of it here. */
export function readJournal(batchId: string, holder: string, folder = journalFolder()): JournalFacts | null {
  const file = fileOf(folder, batchId, holder);
  if (!existsSync(file)) return null;
  const handedOver = new Set<string>();
  const outcomes = new Map<string, TransportOutcome>();
  let transport: JournalFacts["transport"] = null;
  const text = readFileSync(file, "utf8");
  // A last line without its end was cut off by the crash.
  for (const line of text.slice(0, text.lastIndexOf("\n") + 1).split("\n")) {
    if (line.startsWith("t ")) transport = JSON.parse(line.slice(2)) as JournalFacts["transport"];
    else if (line.startsWith("h ")) handedOver.add(line.slice(2));
    else if (line.startsWith("a ")) {
      const outcome = outcomeOf(JSON.parse(line.slice(2)) as OutcomeValues);
      outcomes.set(outcome.messageId, outcome);
    }
  }
  return { transport, handedOver, outcomes: [...outcomes.values()] };
}

/** Removes a journal that has been taken into the database. */
export function removeJournal(batchId: string, holder: string, folder = journalFolder()): void {
  rmSync(fileOf(folder, batchId, holder), { force: true });
}

/** Batches with a journal on this machine. */
export function journaledBatches(folder = journalFolder()): string[] {
  if (!existsSync(folder)) return [];
  return [...new Set(readdirSync(folder).flatMap((name) => /^([0-9a-f-]{36})\..+\.journal$/.exec(name)?.[1] ?? []))];
}

function journalFolder(): string {
  return path.resolve(env.JOURNAL_DIR);
}

function fileOf(folder: string, batchId: string, holder: string): string {
  return path.join(folder, `${batchId}.${holder.replace(/[^\w.-]/g, "_")}.journal`);
}

/** An outcome as it is written: without names, times in milliseconds since 1970. */
type OutcomeValues = [
  ...[
    messageId: string,
    result: TransportOutcome["result"],
    code: number | null,
    enhanced: string | null,
    text: string,
  ],
  ...[providerId: string | null, startedAt: number, endedAt: number],
];

function valuesOf(outcome: TransportOutcome): OutcomeValues {
  const { messageId, result, code, enhanced, text, providerId, startedAt, endedAt } = outcome;
  return [messageId, result, code, enhanced, text, providerId, startedAt.getTime(), endedAt.getTime()];
}

function outcomeOf([
  messageId,
  result,
  code,
  enhanced,
  text,
  providerId,
  started,
  ended,
]: OutcomeValues): TransportOutcome {
  const [startedAt, endedAt] = [new Date(started), new Date(ended)];
  return { messageId, result, code, enhanced, text, providerId, startedAt, endedAt };
}
