import { createHash } from "node:crypto";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { BackupWhole } from "@/lib/backup/format/contents";
import { backupFrame } from "@/lib/backup/format/frames";
import { copyOutSql, type StoredTable } from "./own-tables";

/** Rows come one by one from the server; as few large parts they cost less. */
const PART = 256 * 1024;

async function* inParts(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < PART) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/** The parts of one table. Its numbers are added to `done` at its end. */
async function* tableFrames(
  client: pg.Client,
  table: StoredTable,
  done: BackupWhole["tables"],
): AsyncGenerator<Buffer> {
  const { name, columns } = table;
  yield backupFrame("table", { name, columns });
  const digest = createHash("sha256");
  const source = client.query(copyTo(copyOutSql(table), { highWaterMark: PART }));
  for await (const part of inParts(source)) {
    digest.update(part);
    yield backupFrame("rows", part);
  }
  const end = { rows: source.rowCount, sha256: digest.digest("hex") };
  yield backupFrame("end", end);
  done.push({ name, ...end });
}

/** All tables, one after the other. What is in memory does not grow with them. */
export async function* tablesFrames(
  client: pg.Client,
  tables: readonly StoredTable[],
  done: BackupWhole["tables"],
): AsyncGenerator<Buffer> {
  for (const table of tables) yield* tableFrames(client, table, done);
}
