import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readBytes, readJson, readLimited } from "./read-body";

async function* inPieces(body: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

const text = Buffer.from("Guten Tag, ä 🎈".repeat(50));
const packings = [
  ["identity", text],
  ["gzip", gzipSync(text)],
  ["GZip", gzipSync(text)],
  ["deflate", deflateSync(text)],
  ["br", brotliCompressSync(text)],
] as const;

test.each(packings)("a body packed as %s is read as what it holds, up to the limit", async (packing, body) => {
  expect(await readLimited(inPieces(body), { limit: text.length, packing })).toEqual(text);
  const over = readLimited(inPieces(body), { limit: text.length - 1, packing });
  await expect(over).rejects.toMatchObject({ code: "too_large" });
});

test("a body that swells is left as soon as it is over the limit, and the sender with it", async () => {
  const bomb = gzipSync(Buffer.alloc(200_000_000));
  let taken = 0;
  let ended = false;
  async function* sender() {
    try {
      for await (const piece of inPieces(bomb, 1_000)) {
        taken += piece.length;
        yield piece;
      }
    } finally {
      ended = true;
    }
  }
  const read = readLimited(sender(), { limit: 1_000_000, text: "Too much.", packing: "gzip" });
  await expect(read).rejects.toMatchObject({ code: "too_large", message: "Too much." });
  await new Promise(setImmediate);
  expect(ended).toBe(true);
  expect(taken).toBeLessThan(bomb.length / 2);
});

test("what is packed counts as well: many empty parts hold nothing and never end", async () => {
  const nothing = gzipSync("");
  async function* endless() {
    for (;;) yield nothing;
  }
  await expect(readLimited(endless(), { limit: 10_000, packing: "gzip" })).rejects.toMatchObject({ code: "too_large" });
});

test("what is not packed as the header says is refused in words", async () => {
  for (const packing of ["gzip", "deflate", "br"]) {
    const read = readLimited(inPieces(text), { limit: 10_000, packing });
    await expect(read, packing).rejects.toMatchObject({ code: "invalid", message: "The body cannot be unpacked." });
  }
  const cut = gzipSync(text).subarray(0, -9);
  await expect(readLimited(inPieces(cut), { limit: 10_000, packing: "gzip" })).rejects.toMatchObject({
    code: "invalid",
  });
  for (const packing of ["gzip, br", "compress", "constructor"]) {
    const read = readLimited(inPieces(text), { limit: 10_000, packing });
    await expect(read, packing).rejects.toMatchObject({ code: "invalid" });
  }
});

test("no body at all is an empty one, whatever the header says", async () => {
  for (const packing of ["gzip", "deflate", "br"])
    expect(await readLimited(inPieces(Buffer.alloc(0)), { limit: 10, packing }), packing).toHaveLength(0);
  expect(await readLimited(null, { limit: 10, packing: "gzip" })).toHaveLength(0);
});

test("a sender that breaks off is no mistake of the content", async () => {
  async function* broken() {
    yield gzipSync(text).subarray(0, 20);
    throw new Error("gone");
  }
  await expect(readLimited(broken(), { limit: 10_000, packing: "gzip" })).rejects.toThrow("gone");
});

test("a request is read as it says", async () => {
  const post = (body: Uint8Array<ArrayBuffer> | null, headers: Record<string, string>) =>
    new Request("http://localhost/", { method: "POST", body, headers });
  const json = { "content-type": "application/json" };
  const packed = new Uint8Array(gzipSync('{"a":1}'));
  expect(await readJson(post(packed, { ...json, "content-encoding": "gzip" }), 1_000)).toEqual({ a: 1 });
  expect(await readJson(post(null, json), 1_000)).toBeUndefined();
  await expect(readBytes(post(new Uint8Array(11), {}), 10)).rejects.toMatchObject({ code: "too_large" });
});
