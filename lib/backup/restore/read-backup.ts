import { createHash } from "node:crypto";
import {
  BackupStart,
  BackupWhole,
  readContent,
  type StoredJob,
  StoredJobs,
  TableEnd,
  TableStart,
} from "@/lib/backup/format/contents";
import { DamagedBackup } from "@/lib/backup/format/damaged-backup";
import type { Frame } from "@/lib/backup/format/frames";

/** Takes what a backup holds, in its order. */
export interface BackupReader {
  start?(start: BackupStart): Promise<void>;
  /** Reads all rows, and answers how many there were; null when it did not count. */
  table(table: TableStart, rows: AsyncIterable<Buffer>): Promise<number | null>;
  jobs?(jobs: StoredJob[]): Promise<void>;
}

/** What a whole backup says of itself. */
export interface ReadBackup {
  start: BackupStart;
  whole: BackupWhole;
}

type Frames = AsyncIterator<Frame>;

async function nextFrame(frames: Frames): Promise<Frame> {
  const { value, done } = await frames.next();
  if (done) throw new DamagedBackup("it ends too early");
  return value;
}

async function readTable(
  frames: Frames,
  content: Buffer,
  reader: BackupReader,
): Promise<BackupWhole["tables"][number]> {
  const table = readContent(TableStart, content);
  const digest = createHash("sha256");
  let end: TableEnd | undefined;
  async function* rows(): AsyncGenerator<Buffer> {
    for (let frame = await nextFrame(frames); ; frame = await nextFrame(frames)) {
      if (frame.kind === "end") {
        end = readContent(TableEnd, frame.content);
        return;
      }
      if (frame.kind !== "rows") throw new DamagedBackup("its parts are out of order");
      digest.update(frame.content);
      yield frame.content;
    }
  }
  const counted = await reader.table(table, rows());
  if (!end || digest.digest("hex") !== end.sha256 || (counted !== null && counted !== end.rows))
    throw new DamagedBackup(`the rows of ${table.name} are not those that were written`);
  return { name: table.name, ...end };
}

const linesOf = (tables: BackupWhole["tables"]) =>
  tables.map(({ name, rows, sha256 }) => `${name} ${rows} ${sha256}\n`).join("");

/** Every table that was begun is there, and what was counted agrees. */
function requireWhole(start: BackupStart, whole: BackupWhole, read: Pick<BackupWhole, "tables" | "jobs">): void {
  const names = read.tables.map(({ name }) => name);
  const agrees =
    names.join() === start.tables.join() && linesOf(read.tables) === linesOf(whole.tables) && read.jobs === whole.jobs;
  if (!agrees) throw new DamagedBackup("it does not hold what it says at its end");
}

async function readParts(frames: Frames, reader: BackupReader): Promise<ReadBackup> {
  const first = await nextFrame(frames);
  if (first.kind !== "start") throw new DamagedBackup("its parts are out of order");
  const start = readContent(BackupStart, first.content);
  await reader.start?.(start);
  const read: Pick<BackupWhole, "tables" | "jobs"> = { tables: [], jobs: 0 };
  for (let frame = await nextFrame(frames); ; frame = await nextFrame(frames)) {
    const { kind, content } = frame;
    if (kind === "table") read.tables.push(await readTable(frames, content, reader));
    else if (kind === "jobs") {
      const jobs = readContent(StoredJobs, content);
      await reader.jobs?.(jobs);
      read.jobs += jobs.length;
    } else if (kind === "whole") {
      const whole = readContent(BackupWhole, content);
      requireWhole(start, whole, read);
      if (!(await frames.next()).done) throw new DamagedBackup("something follows its end");
      return { start, whole };
    } else throw new DamagedBackup("its parts are out of order");
  }
}

/** Reads a backup to its end and hands on what it holds. Throws DamagedBackup unless it is whole and as it was written. */
export async function readBackup(source: AsyncIterable<Frame>, reader: BackupReader): Promise<ReadBackup> {
  const frames = source[Symbol.asyncIterator]();
  try {
    return await readParts(frames, reader);
  } finally {
    await frames.return?.();
  }
}

/** Counts nothing and keeps nothing. */
const looker: BackupReader = {
  async table(_table, rows) {
    for await (const _ of rows);
    return null;
  },
};

/** Reads a whole backup without taking anything of it. Throws DamagedBackup unless it is whole and as it was written. */
export const checkBackup = (source: AsyncIterable<Frame>): Promise<ReadBackup> => readBackup(source, looker);
