import { setTimeout as sleep } from "node:timers/promises";
import { crc32 } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { recordAudit } from "@/lib/base/audit/record-audit";
import { publicId } from "@/lib/base/db/ids";
import { testWorkspace } from "@/tests/support/db";
import { beginUpload } from "./begin-upload";
import { completeUpload } from "./complete-upload";
import { readChunks } from "./file-chunks";
import { getImport } from "./get-import";
import { storePart } from "./store-part";

vi.mock("@/lib/base/audit/record-audit", { spy: true });
vi.mock("./file-chunks", { spy: true });
afterEach(() => void vi.mocked(readChunks).mockReset());

const file = Buffer.from("email\nada@example.com\n");
const whole = { parts: 1, crc32: crc32(file) };

async function begun() {
  const ctx = await testWorkspace();
  const { id } = await beginUpload(ctx, { fileName: "people.csv", bytes: file.length });
  const importId = publicId("imp", id);
  const send = (number: number, data: Buffer) => {
    const body = (async function* () {
      yield data;
    })();
    return storePart(ctx, { importId, number, crc32: crc32(data) }, { body });
  };
  return { ctx, id, send, complete: () => completeUpload(ctx, { importId, ...whole }) };
}

test("what is complete is what was looked at: a part that comes meanwhile is refused", async () => {
  const { ctx, id, send, complete } = await begun();
  await send(0, file);
  const other = Buffer.from("PK\x03\x04 no text\n");
  let late: Promise<unknown> = Promise.resolve();
  vi.mocked(readChunks).mockImplementationOnce(async function* () {
    yield file;
    late = send(0, other).catch((error: unknown) => error);
    await Promise.race([late, sleep(500)]);
  });
  expect(await complete()).toMatchObject({ status: "ready" });
  expect(await late).toMatchObject({ code: "conflict" });
  const [stored] = await ctx.db.importChunk.findMany({ where: { workspaceId: ctx.workspaceId, importJobId: id } });
  expect(Buffer.from(stored!.data).toString()).toBe(file.toString());
});

test("a failure of ours does not cost the upload: the next try completes it", async () => {
  const { ctx, id, send, complete } = await begun();
  await send(0, file);
  vi.mocked(recordAudit).mockRejectedValueOnce(new Error("the database is away"));
  await expect(complete()).rejects.toThrow("the database is away");
  expect(await getImport(ctx, id)).toMatchObject({ status: "uploading" });
  expect(await complete()).toMatchObject({ status: "ready" });
});

test("what is no text leaves nothing behind", async () => {
  const { ctx, id, send } = await begun();
  const data = Buffer.from("PK\x03\x04rest");
  await send(0, data);
  const sent = { importId: publicId("imp", id), parts: 1, crc32: crc32(data) };
  await expect(completeUpload(ctx, sent)).rejects.toMatchObject({ code: "invalid" });
  expect(await ctx.db.importJob.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});

test("the parts together are no more than a file may have, whatever size was named", async () => {
  const { ctx, id, send } = await begun();
  await ctx.db.$executeRaw`
    insert into import_chunk (workspace_id, import_job_id, position, data)
    select ${ctx.workspaceId}::uuid, ${id}::uuid, position, decode(repeat('61', 4000000), 'hex') from generate_series(0, 49) position`;
  await expect(send(50, Buffer.from("b"))).rejects.toMatchObject({ code: "too_large" });
  await send(49, file);
  await send(50, Buffer.from("b"));
});
