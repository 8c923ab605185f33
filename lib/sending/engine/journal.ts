import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { env } from "@/lib/base/env";
import { createLog } from "@/lib/base/log";
import type { TransportOutcome } from "@/lib/mail/transport";
import { handOverLine, outcomeLine, readJournalLine, transportLine } from "./journal-lines";
import type { RecordOptions } from "./record-options";

const log = createLog({ part: "journal" });

/** What the journal of a lease tells about messages whose outcome is not in the database. */
export interface JournalFacts {
  /** The way out they took. */
  transport: RecordOptions["transport"] | null;
  /** Their content began to leave. */
  handedOver: ReadonlySet<string>;
  /** Their answer came. */
  outcomes: readonly TransportOutcome[];
  /** It holds lines that cannot be read: more may have begun to leave than it tells. */
  damaged: boolean;
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
 *
 * Lines are written whole or not at all: a disk that has room for half of one takes that half without an error, and a hand-over
 * without its end reads as one that the crash cut off, which never happened.
 */
export class Journal {
  #file: number | null;
  readonly #path: string;
  /** Octets of whole lines. */
  #size: number;
  #waiting = "";

  private constructor(file: number, filePath: string) {
    this.#file = file;
    this.#path = filePath;
    this.#size = fstatSync(file).size;
  }

  /** Opens the journal of a lease. Throws when the folder cannot be written: without it nothing should be sent. */
  static open(
    lease: { batchId: string; holder: string },
    transport: RecordOptions["transport"],
    folder = journalFolder(),
  ): Journal {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = fileOf(folder, lease.batchId, lease.holder);
    const journal = new Journal(openSync(file, "a", 0o600), file);
    try {
      journal.#write(transportLine(transport));
    } catch (error) {
      journal.close({ remove: true });
      throw error;
    }
    return journal;
  }

  /** Call right before the content of a message leaves. Throws when it cannot be written: then it must not leave. */
  handOver(messageId: string): void {
    if (this.#file === null) throw new Error("This journal is closed: nothing may leave by it any more.");
    for (const journal of unwritten) if (journal !== this) journal.flush();
    this.#write(this.#waiting + handOverLine(messageId));
    this.#written();
  }

  /** Call when its outcome is known. It is written before the process waits for anything. */
  outcome(outcome: TransportOutcome): void {
    if (unwritten.size === 0) queueMicrotask(writeAnswers);
    unwritten.add(this);
    this.#waiting += outcomeLine(outcome);
  }

  /** Writes the answers that are still in memory. */
  flush(): void {
    if (this.#waiting !== "") this.#write(this.#waiting);
    this.#written();
  }

  /** Closes the file; `remove` once everything in it is in the database. */
  close({ remove }: { remove: boolean }): void {
    const file = this.#file;
    if (file === null) return;
    try {
      if (!remove) this.flush();
    } finally {
      this.#written();
      this.#file = null;
      closeSync(file);
    }
    if (remove) rmSync(this.#path, { force: true });
  }

  #written(): void {
    this.#waiting = "";
    unwritten.delete(this);
  }

  #write(lines: string): void {
    if (this.#file === null) return;
    try {
      this.#size += writeWhole(this.#file, lines);
    } catch (error) {
      this.#cutOff(this.#file);
      throw error;
    }
  }

  /** Takes the begin of a line away whose end found no room. Where that fails too, the line reads as damaged. */
  #cutOff(file: number): void {
    try {
      ftruncateSync(file, this.#size);
    } catch (error) {
      log.error("a sending journal could not be cut to its whole lines", { file: this.#path, error });
    }
  }
}

/** Returns how many octets it was. */
function writeWhole(file: number, text: string): number {
  const bytes = Buffer.byteLength(text);
  let written = writeSync(file, text);
  // What goes on is a disk that has room again, or it throws.
  while (written < bytes) written += writeSync(file, Buffer.from(text), written);
  return bytes;
}

/** What an earlier holder of a batch left on this machine; null when there is no journal of it here. A line that cannot be read is left out. */
export function readJournal(batchId: string, holder: string, folder = journalFolder()): JournalFacts | null {
  const file = fileOf(folder, batchId, holder);
  if (!existsSync(file)) return null;
  const handedOver = new Set<string>();
  const outcomes = new Map<string, TransportOutcome>();
  let transport: JournalFacts["transport"] = null;
  let damaged = false;
  const text = readFileSync(file, "utf8");
  // A last line without its end was cut off by the crash.
  for (const line of text.slice(0, text.lastIndexOf("\n") + 1).split("\n")) {
    if (line === "") continue;
    const said = readJournalLine(line);
    if (!said) damaged = true;
    if (said?.transport) transport = said.transport;
    if (said?.handedOver) handedOver.add(said.handedOver);
    if (said?.outcome) outcomes.set(said.outcome.messageId, said.outcome);
  }
  if (damaged) log.error("a sending journal has lines that cannot be read", { file });
  return { transport, handedOver, outcomes: [...outcomes.values()], damaged };
}

/** Removes a journal that has been taken into the database. */
export function removeJournal(batchId: string, holder: string, folder = journalFolder()): void {
  rmSync(fileOf(folder, batchId, holder), { force: true });
}

function journalFolder(): string {
  return path.resolve(env.JOURNAL_DIR);
}

function fileOf(folder: string, batchId: string, holder: string): string {
  return path.join(folder, `${batchId}.${holder.replace(/[^\w.-]/g, "_")}.journal`);
}
