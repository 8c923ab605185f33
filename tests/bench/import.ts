import { setTimeout as sleep } from "node:timers/promises";
import { prisma } from "@/lib/base/db/client";
import { atLeast, atMost, type Bar, type Figures, rounded } from "@/lib/run/measure/report";
import { type ApiProduct, type Show, startApiProduct } from "./api-product";
import { bareCopy } from "./bare-copy";
import { DOMAINS, importFile, onlyName } from "./import-file";
import { call, type ImportState, MemoryWatch, memoryMb, sendFile, untilImport } from "./import-product";

const port = 4400;
/** Of the import whose worker is killed. */
const killedRows = 60_000;
const idleMs = 3000;

/**
 * A large file by the public API of `npm start`: upload, import, and what is to be seen of it right after, beside a bare `copy` of what it wrote; then
 * a smaller one whose worker is killed.
 */
export async function runImportBench(rows: number, show: Show): Promise<{ figures: Figures; bars: Bar[] }> {
  const product = await startApiProduct(port, show);
  const processes = { web: product.tree.processOf("web.js"), worker: product.tree.processOf("worker.js") };
  await sleep(idleMs);
  const idleWebMb = memoryMb(processes.web);
  const idleWorkerMb = memoryMb(processes.worker);
  const memory = new MemoryWatch(Object.values(processes));
  const sent = await send(product, rows, "a", show);
  const startedAt = performance.now();
  await sent.start({ new_list_name: "Customers" });
  const done = await untilImport(product, sent.id, (state) => {
    show.progress.show("Importing", state.rows_done, rows);
    return state.status === "completed";
  });
  const seconds = (performance.now() - startedAt) / 1000;
  memory.stop();
  const seen = await lookFor(product, done, rows, show);
  const bare = await bareCopy(product.tree.databaseUrl, product.ctx.workspaceId, (table) =>
    show.progress.show(`Bare copy into ${table}`),
  );
  const killed = await killWorker(product, show);
  const perSecond = rows / seconds;
  const webMb = memory.peakMb(processes.web);
  const workerMb = memory.peakMb(processes.worker);
  const webOverIdleMb = webMb !== null && idleWebMb !== null ? webMb - idleWebMb : null;
  return {
    figures: {
      rows,
      megabytes: rounded(sent.bytes / 1_000_000),
      uploadSeconds: rounded(sent.seconds),
      importSeconds: rounded(seconds),
      perSecond: rounded(perSecond),
      bareCopy: { seconds: rounded(bare.seconds), rowsOfAllTables: bare.rows, perSecond: rounded(rows / bare.seconds) },
      ofBareCopy: rounded(bare.seconds / seconds),
      memoryMb: {
        ...{ webIdle: rounded(idleWebMb), webPeak: rounded(webMb) },
        ...{ workerIdle: rounded(idleWorkerMb), workerPeak: rounded(workerMb) },
      },
      rightAfter: seen,
      workerKilled: killed,
    },
    bars: [
      atLeast("rows imported a second", perSecond, 15_000),
      atLeast("of a bare copy of all that it writes", bare.seconds / seconds, 0.5),
      atMost("peak memory of the worker, MB", workerMb, 250),
      atMost("peak memory of the web process over idle, MB", webOverIdleMb, 300),
      atMost("people missing on the list, in a search or in a segment", seen.missing, 0),
      atMost("stall shown after the worker died, seconds", killed.shownAfterSeconds, 10),
      atMost("people missing or double after the worker died", killed.wrong, 0),
    ],
  };
}

async function send(product: ApiProduct, rows: number, name: string, { progress }: Show) {
  let bytes = 0;
  for (const piece of importFile(rows, name)) bytes += Buffer.byteLength(piece);
  const startedAt = performance.now();
  const sent = await sendFile(product, importFile(rows, name), bytes, (done) => {
    progress.show("Uploading, megabytes", Math.round(done / 1e6), Math.round(bytes / 1e6));
  });
  return { ...sent, bytes, seconds: (performance.now() - startedAt) / 1000 };
}

/** Whether everybody is on the list, and somebody is found by a name only they have and counted by a segment, at once. */
async function lookFor(product: ApiProduct, { list_ids: [listId] }: ImportState, rows: number, { progress }: Show) {
  progress.show("Looking for them");
  const timed = async <T>(ask: () => Promise<T>) => {
    const startedAt = performance.now();
    const answer = await ask();
    return { answer, ms: performance.now() - startedAt };
  };
  const wanted = 77;
  const path = `/contacts?query=${onlyName(wanted)}`;
  const search = await timed(() => call<{ data: unknown[] }>(product, "GET", path));
  const page = await timed(() => call<{ data: unknown[] }>(product, "GET", "/contacts"));
  const rules = {
    ...{ kind: "group", match: "all" },
    rules: [{ kind: "text", field: "email_domain", op: "is", value: `d${wanted}.example` }],
  };
  const segment = await timed(() => call<{ count: number }>(product, "POST", "/segments/count", { rules }));
  const list = await timed(() => call<{ confirmed_count: number }>(product, "GET", `/lists/${listId}`));
  const ofDomain = Math.floor((rows - 1 - wanted) / DOMAINS) + 1;
  const missing =
    Math.abs(rows - list.answer.confirmed_count) +
    Math.abs(1 - search.answer.data.length) +
    Math.abs(ofDomain - segment.answer.count) +
    (page.answer.data.length > 0 ? 0 : 1);
  return {
    missing,
    ...{ firstPageMs: rounded(page.ms), searchMs: rounded(search.ms), segmentMs: rounded(segment.ms) },
    listMs: rounded(list.ms),
  };
}

/** Kills the worker in the middle of an import (its supervisor starts another one) and waits until all is said and done. */
async function killWorker(product: ApiProduct, show: Show) {
  const { id, start } = await send(product, killedRows, "b", show);
  const { list_ids } = await start({ new_list_name: "More customers" });
  await untilImport(product, id, ({ rows_done }) => rows_done > 0, 20);
  process.kill(product.tree.processOf("worker.js"), "SIGKILL");
  const killedAt = performance.now();
  show.progress.show("Waiting for what is said of a dead worker");
  const shown = await untilImport(
    product,
    id,
    ({ stalled_seconds, status }) => stalled_seconds !== null || status === "completed",
  );
  const shownAfterSeconds = shown.status === "completed" ? null : rounded((performance.now() - killedAt) / 1000);
  const done = await untilImport(product, id, ({ status }) => status === "completed");
  const goneOnAfterSeconds = rounded((performance.now() - killedAt) / 1000);
  const { confirmed_count } = await call<{ confirmed_count: number }>(product, "GET", `/lists/${list_ids[0]}`);
  const consents = await prisma.consentRecord.count({
    where: { workspaceId: product.ctx.workspaceId, listName: "More customers" },
  });
  const wrong = [done.rows_done, done.created, confirmed_count, consents].reduce(
    (sum, count) => sum + Math.abs(killedRows - count),
    0,
  );
  return { shownAfterSeconds, completedAfterSeconds: goneOnAfterSeconds, wrong };
}
