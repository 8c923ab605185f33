import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DamagedBackup } from "./damaged-backup";
import { backupFrame, type Frame } from "./frames";
import { newHeader, readHeader } from "./header";
import { packFrames, unpackFrames } from "./pack";
import { openChunks, sealChunks } from "./sealed-chunks";

/** The octets, in pieces of this size: what comes from a disk or a network is cut anywhere. */
async function* pieces(octets: Buffer, size = 50_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < octets.length; at += size) yield octets.subarray(at, at + size);
}
async function all(source: AsyncIterable<Buffer>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(source));
}
const CHUNK = 65_536;
const SEALED = CHUNK + 16;
const passphrase = "correct horse battery staple";
/** A passphrase costs little here. */
const header = (secret?: string) => newHeader(secret, 32_768);

/** Random, so that compression leaves its size: several chunks. */
const frames: Frame[] = [
  { kind: "start", content: Buffer.from("{}") },
  { kind: "rows", content: randomBytes(100_000) },
  { kind: "rows", content: Buffer.alloc(0) },
  { kind: "rows", content: randomBytes(90_000) },
  { kind: "whole", content: Buffer.from("{}") },
];
async function* written(): AsyncGenerator<Buffer> {
  for (const { kind, content } of frames) yield backupFrame(kind, content);
}
const pack = async (secret?: string) => all(packFrames(written(), await header(secret)));
const unpack = (file: Buffer, secret?: string, size?: number) =>
  Array.fromAsync(unpackFrames(pieces(file, size), secret));

test.each([undefined, passphrase])("what was written comes back (passphrase: %s)", async (secret) => {
  const file = await pack(secret);
  for (const size of [1000, 1_000_000]) expect(await unpack(file, secret, size)).toEqual(frames);
});

test.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])("%i octets are sealed and opened", async (length) => {
  const key = await header();
  const octets = randomBytes(length);
  const sealed = await all(sealChunks(pieces(octets), key));
  expect(sealed.length).toBe(length + 16 * Math.max(1, Math.ceil(length / CHUNK)));
  expect(await all(openChunks(pieces(sealed), key))).toEqual(octets);
});

test("a file without a passphrase is readable, and one with it is not", async () => {
  expect((await pack()).toString("latin1")).toContain('"plain"');
  const file = await pack(passphrase);
  await expect(unpack(file)).rejects.toMatchObject({ code: "invalid" });
  // Anybody can have made one: whoever has a passphrase does not take it for theirs.
  await expect(unpack(await pack(), passphrase)).rejects.toThrow("is not encrypted, and BACKUP_PASSPHRASE is set");
  await expect(unpack(file, "another passphrase")).rejects.toThrow("the passphrase is another one");
  // The same letters, composed otherwise.
  expect(await unpack(await pack("Zürich in Wörtern"), "Zürich in Wörtern".normalize("NFD"))).toEqual(frames);
});

test.each([undefined, passphrase])("every bit counts (passphrase: %s)", async (secret) => {
  const file = await pack(secret);
  const bit = fc.nat(8 * file.length - 1);
  await fc.assert(
    fc.asyncProperty(bit, async (at) => {
      const altered = Buffer.from(file);
      altered[at >> 3] = altered[at >> 3]! ^ (1 << (at & 7));
      await expect(unpack(altered, secret)).rejects.toBeInstanceOf(DamagedBackup);
    }),
    { numRuns: 12 },
  );
});

test("a file that was cut off, put in another order, or goes on is refused", async () => {
  const file = await pack();
  const first = file.indexOf(10) + 1;
  const chunk = (number: number) => file.subarray(first + number * SEALED, first + (number + 1) * SEALED);
  const whole = [file.subarray(0, first), chunk(0), chunk(1), chunk(2)];
  expect(Buffer.concat(whole)).toEqual(file);
  const wrong = {
    nothing: [],
    "the header alone": whole.slice(0, 1),
    "a part of the header": [file.subarray(0, 20)],
    "whole chunks, but the last": whole.slice(0, 3),
    "one octet less": [file.subarray(0, -1)],
    "one octet more": [file, Buffer.alloc(1)],
    "once more": [...whole, ...whole.slice(1)],
    "other order": [whole[0]!, whole[2]!, whole[1]!, whole[3]!],
    "without the first": [whole[0]!, whole[2]!, whole[3]!],
  };
  for (const [name, parts] of Object.entries(wrong))
    await expect(unpack(Buffer.concat(parts)), name).rejects.toBeInstanceOf(DamagedBackup);
});

test("a header of a newer release, and one that asks for all memory, are refused", async () => {
  const read = (text: string) => readHeader(pieces(Buffer.from(`${text}\n`)), passphrase);
  const key = { plain: "00".repeat(32) };
  await expect(read(JSON.stringify({ homing: "backup", format: 2, key }))).rejects.toThrow("newer release");
  const scrypt = { n: 2 ** 30, r: 8, p: 1, salt: "00".repeat(16) };
  const greedy = read(JSON.stringify({ homing: "backup", format: 1, key: { scrypt } }));
  await expect(greedy).rejects.toBeInstanceOf(DamagedBackup);
  await expect(read("x".repeat(100_000))).rejects.toBeInstanceOf(DamagedBackup);
});

test("whoever stops reading, or fails while writing, leaves nothing open", async () => {
  async function* failing(): AsyncGenerator<Buffer> {
    yield backupFrame("rows", randomBytes(500_000));
    throw new Error("the database is gone");
  }
  await expect(all(packFrames(failing(), await header()))).rejects.toThrow("the database is gone");
  const file = await pack();
  let ended = false;
  async function* source(): AsyncGenerator<Buffer> {
    try {
      yield* pieces(file, 1000);
    } finally {
      ended = true;
    }
  }
  for await (const frame of unpackFrames(source(), undefined)) if (frame.kind === "rows") break;
  await expect.poll(() => ended).toBe(true);
});
