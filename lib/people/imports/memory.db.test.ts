import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { uploadImport } from "@/lib/run/conformance/upload-import";
import { testList, testWorkspace } from "@/tests/support/db";
import { getImport } from "./get-import";
import { previewImport } from "./preview-import";
import { runImport } from "./run-import";
import { startImport } from "./start-import";

/** `IMPORT_ROWS=200000` measures the full size; the suite takes a fifth of it, which already shows a leak. */
const rows = Number(process.env.IMPORT_ROWS ?? 40_000);
const filler = "x".repeat(120);

async function* file() {
  yield Buffer.from("email,first name,last name,plan,note\n");
  for (let n = 0; n < rows; n += 500) {
    const lines = Array.from({ length: 500 }, (_, i) => `m${n + i}@example.com,Ada ${n + i},King,pro,${filler}\n`);
    yield Buffer.from(lines.join(""));
  }
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
/** Bytes that are in use after a full collection: how lazily V8 collects does not matter then. */
function liveHeap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);

test(`memory stays flat while ${rows} rows are uploaded and imported`, { timeout: 600_000 }, async () => {
  const ctx = await testWorkspace();
  const list = await testList(ctx);
  const before = { heap: liveHeap(), rss: process.memoryUsage.rss() };
  const most = { ...before };
  const watch = setInterval(() => {
    most.rss = Math.max(most.rss, process.memoryUsage.rss());
    most.heap = Math.max(most.heap, liveHeap());
  }, 500);
  const startedAt = performance.now();
  const { id } = await uploadImport(ctx, { fileName: "many.csv", body: file() });
  const { format, mapping } = await previewImport(ctx, { importId: id });
  const options = { listIds: [list.id], consentMethod: "form" as const, consentSource: "Sign-up form on example.com" };
  await startImport(ctx, { importId: id, format, mapping, options });
  while (await runImport(ctx, id, { maxMs: 45_000 }));
  clearInterval(watch);
  const seconds = (performance.now() - startedAt) / 1000;
  expect(await getImport(ctx, id)).toMatchObject({ status: "completed", created: rows, rowsDone: rows });
  const growth = { rss: megabytes(most.rss - before.rss), heap: megabytes(most.heap - before.heap) };
  if (process.env.IMPORT_ROWS) console.info({ rows, seconds, perSecond: rows / seconds, ...growth });
  // All rows of 200,000 together would be 100 MB and more; a batch and a chunk are a few.
  expect(growth.heap).toBeLessThan(60);
  expect(growth.rss).toBeLessThan(400);
});
