import { expect, test } from "vitest";
import { uploadImport } from "@/lib/run/conformance/upload-import";
import { testWorkspace } from "@/tests/support/db";
import { storeAsset } from "./store-asset";

/** The beginning of a PNG that claims a size. */
function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.write("89504e470d0a1a0a0000000d49484452", "hex");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

const store = async (data: Buffer, fileName = "a.png") => storeAsset(await testWorkspace(), { fileName, data });

test("a picture is judged by the pixels that its header claims, before anybody unpacks it", async () => {
  await expect(store(png(600, 400))).resolves.toMatchObject({ width: 600, height: 400 });
  await expect(store(png(5001, 5000))).rejects.toThrow(/25 million pixels/);
  await expect(store(png(10_001, 10))).rejects.toThrow(/on one side/);
  await expect(store(png(4_294_967_295, 4_294_967_295))).rejects.toThrow(/on one side/);
  await expect(store(png(0, 10))).rejects.toThrow(/does not tell its size/);
  const cutJpeg = Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex");
  await expect(store(cutJpeg, "a.jpg")).rejects.toThrow(/does not tell its size/);
});

test("a file is what its first bytes say: SVG, HTML and programs are no pictures, whatever their name", async () => {
  for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', "<html>", "%PDF-1.7", "MZ", "BM", ""]) {
    await expect(store(Buffer.from(text.padEnd(80, " "))), text).rejects.toThrow(/not a PNG, JPEG, GIF or WebP/);
  }
});

test("a workspace has so many files on their way and no more", async () => {
  const ctx = await testWorkspace();
  const body = () =>
    (async function* () {
      yield Buffer.from("email\nada@example.com\n");
    })();
  for (let i = 0; i < 10; i += 1) await uploadImport(ctx, { fileName: "a.csv", body: body() });
  await expect(uploadImport(ctx, { fileName: "a.csv", body: body() })).rejects.toThrow(/10 imports are under way/);
  const other = await testWorkspace();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = () =>
    (async function* () {
      yield Buffer.from("email\n");
      await held;
      yield Buffer.from("ada@example.com\n");
    })();
  const uploads = [1, 2, 3].map(() => uploadImport(other, { fileName: "a.csv", body: slow() }));
  await new Promise((done) => setTimeout(done, 500));
  await expect(uploadImport(other, { fileName: "a.csv", body: body() })).rejects.toThrow(/being uploaded already/);
  release();
  await Promise.all(uploads);
});
