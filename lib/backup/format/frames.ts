import { DamagedBackup } from "./damaged-backup";

/**
 * What a backup is made of, in this order: `start` (JSON: what it is of), then for each table `table` (JSON: its name and columns), `rows`
 * (octets of COPY in PostgreSQL's text format, cut anywhere) and `end` (JSON: their count and SHA-256), then `jobs` (JSON: a list of jobs that
 * waited), and `whole` (JSON: all counts once more). A frame is one octet for its kind, the length of its content in four (big endian), and that.
 */
const kinds = { start: "S", table: "T", rows: "D", end: "E", jobs: "J", whole: "W" } as const;
export type FrameKind = keyof typeof kinds;

const kindOf = new Map(Object.entries(kinds).map(([kind, letter]) => [letter.charCodeAt(0), kind as FrameKind]));

/** More than any frame has; a longer one is not ours, and is not kept in memory. */
const MOST_OCTETS = 64 * 2 ** 20;
const HEAD = 5;

export interface Frame {
  kind: FrameKind;
  content: Buffer;
}

/** One frame, as octets. */
export function backupFrame(kind: FrameKind, content: Buffer | object): Buffer {
  const body = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
  const head = Buffer.alloc(HEAD);
  head.write(kinds[kind], "latin1");
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}

/** Cuts a stream into its frames again. Throws DamagedBackup for what is none, and for one that is not whole. */
export async function* readFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let waiting: Buffer[] = [];
  let length = 0;
  let wanted = HEAD;
  for await (const chunk of source) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < wanted) continue;
    let all = Buffer.concat(waiting);
    for (;;) {
      const frame = takeFrame(all);
      if (typeof frame === "number") {
        wanted = frame;
        break;
      }
      yield frame;
      all = all.subarray(HEAD + frame.content.length);
    }
    waiting = [all];
    length = all.length;
  }
  if (length > 0) throw new DamagedBackup("it ends in the middle of a part");
}

/** The first frame, or how many octets it takes to go on. */
function takeFrame(all: Buffer): Frame | number {
  if (all.length < HEAD) return HEAD;
  const kind = kindOf.get(all[0]!);
  const size = all.readUInt32BE(1);
  if (!kind || size > MOST_OCTETS) throw new DamagedBackup("it holds a part that this release does not know");
  if (all.length < HEAD + size) return HEAD + size;
  return { kind, content: all.subarray(HEAD, HEAD + size) };
}
