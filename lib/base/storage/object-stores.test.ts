import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type S3Peer, s3Peer, s3PeerBucket, s3PeerSettings } from "@/tests/support/s3-peer";
import { folderStore } from "./folder-store";
import type { ObjectStore } from "./object-store";
import { S3Client } from "./s3-client";
import { s3Store } from "./s3-store";

const folder = mkdtempSync(path.join(tmpdir(), "homing-objects-"));
let peer: S3Peer;
beforeAll(async () => {
  peer = await s3Peer();
});
afterAll(async () => {
  await peer.close();
  rmSync(folder, { recursive: true });
});

const client = () => new S3Client(s3PeerBucket, { endpoint: peer.url, ...s3PeerSettings }, { pauseMs: 1, tries: 2 });
const stores: Record<string, () => ObjectStore> = {
  folder: () => folderStore(path.join(folder, "below")),
  s3: () => s3Store(client(), "pictures of ü/"),
};

test.each(Object.keys(stores))("objects are written, read and removed: %s", async (name) => {
  const store = stores[name]!();
  const octets = randomBytes(200_000);
  const key = "01a/01b.png";
  await store.put(key, octets, "image/png");
  await store.put(key, octets, "image/png");
  expect(await store.get(key, octets.length)).toEqual(octets);
  await expect(store.get(key, octets.length - 1)).rejects.toMatchObject({ code: "too_large" });
  await store.remove(key);
  await store.remove(key);
  await expect(store.get(key, 100)).rejects.toMatchObject({ code: "not_found" });
});

test("files are for this user alone", async () => {
  const store = folderStore(path.join(folder, "own"));
  await store.put("a/b.png", Buffer.from("x"), "image/png");
  expect(readFileSync(path.join(folder, "own/a/b.png"), "utf8")).toBe("x");
  expect(statSync(path.join(folder, "own/a/b.png")).mode & 0o777).toBe(0o600);
});

test("a key that leads out of the folder is refused, whatever is asked", async () => {
  const store = folderStore(path.join(folder, "inside"));
  writeFileSync(path.join(folder, "outside.png"), "secret");
  for (const key of ["../outside.png", "a/../../outside.png", ".."]) {
    await expect(store.get(key, 100)).rejects.toThrow("leads out");
    await expect(store.put(key, Buffer.from("x"), "image/png")).rejects.toThrow("leads out");
    await expect(store.remove(key)).rejects.toThrow("leads out");
  }
  expect(readFileSync(path.join(folder, "outside.png"), "utf8")).toBe("secret");
  await store.put("..a/b.png", Buffer.from("x"), "image/png");
  expect(readdirSync(path.join(folder, "inside"))).toEqual(["..a"]);
});

test("a storage that fails is tried again and told, and one without an answer is not waited for", async () => {
  const store = stores.s3!();
  peer.faults.push({ match: /^PUT/, fault: "cut" });
  await store.put("a", Buffer.from("x"), "image/png");
  peer.faults.push({ match: /^GET/, fault: 500 }, { match: /^GET/, fault: 500 });
  await expect(store.get("a", 10)).rejects.toThrow("500 SlowDown");
  expect(peer.faults).toEqual([]);
  const ended = AbortSignal.abort();
  await expect(client().ask({ method: "GET", key: "a", signal: ended })).rejects.toThrow("The storage 127.0.0.1");
});
