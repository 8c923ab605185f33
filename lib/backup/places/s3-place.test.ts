import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { S3Client } from "@/lib/base/storage/s3-client";
import { httpPeer } from "@/tests/support/http-peer";
import { type S3Peer, s3Peer, s3PeerBucket, s3PeerSettings } from "@/tests/support/s3-peer";
import { backupName } from "./backup-place";
import { openPlace } from "./open-place";
import { s3Place } from "./s3-place";

const MiB = 2 ** 20;
let peer: S3Peer;
beforeAll(async () => {
  peer = await s3Peer();
});
afterAll(() => peer.close());
beforeEach(() => {
  peer.objects.clear();
  peer.uploads.clear();
  peer.faults.length = 0;
});

const prefix = "one & (other)/ü/";
const client = (changes: Partial<typeof s3PeerSettings & { endpoint: string }> = {}, bucket = s3PeerBucket) =>
  new S3Client(bucket, { endpoint: peer.url, ...s3PeerSettings, ...changes }, { pauseMs: 1 });
const place = () => s3Place(client(), "s3://…", prefix, 5 * MiB);
const name = backupName(new Date("2026-11-29T02:30:00Z"));

async function* chunks(octets: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < octets.length; at += 70_000) yield octets.subarray(at, at + 70_000);
}
const read = async (of: string) => Buffer.concat(await Array.fromAsync(place().read(of)));

test("an object is written in parts, listed, read and removed", async () => {
  const octets = randomBytes(5.5 * MiB);
  expect(await place().write(name, chunks(octets))).toEqual({ bytes: octets.length });
  expect(peer.objects.get(prefix + name)).toEqual(octets);
  expect(peer.uploads.size).toBe(0);
  expect(await read(name)).toEqual(octets);
  for (let day = 10; day < 15; day++)
    peer.objects.set(`${prefix}${backupName(new Date(`2026-11-${day}T02:30:00Z`))}`, Buffer.alloc(day));
  peer.objects.set(`${prefix}homing-notes.txt`, Buffer.alloc(1));
  const listed = await place().list();
  expect(listed.map(({ at }) => at.getUTCDate())).toEqual([29, 14, 13, 12, 11, 10]);
  expect(listed[0]).toMatchObject({ name, bytes: octets.length });
  await place().remove(name);
  expect(peer.objects.has(prefix + name)).toBe(false);
});

test("what passes is tried again, and the object is the same", async () => {
  const octets = randomBytes(6 * MiB);
  peer.faults.push(
    { match: /^POST .*uploads/, fault: 503 },
    { match: /^PUT .*partNumber=1/, fault: "cut" },
    { match: /^PUT .*partNumber=1/, fault: 500 },
    { match: /^PUT .*partNumber=2/, fault: 429 },
    { match: /^POST .*uploadId/, fault: 503 },
  );
  await place().write(name, chunks(octets));
  expect(peer.objects.get(prefix + name)).toEqual(octets);
  expect(peer.faults).toEqual([]);
});

test("nothing appears of an upload that fails, and it is given up", async () => {
  async function* failing(): AsyncGenerator<Buffer> {
    yield* chunks(randomBytes(6 * MiB));
    throw new Error("the database is gone");
  }
  await expect(place().write(name, failing())).rejects.toThrow("the database is gone");
  expect([peer.objects.size, peer.uploads.size]).toEqual([0, 0]);
  for (let tries = 0; tries < 5; tries++) peer.faults.push({ match: /^PUT/, fault: 500 });
  await expect(place().write(name, chunks(randomBytes(6 * MiB)))).rejects.toThrow("500 SlowDown: No & no.");
  expect([peer.objects.size, peer.uploads.size]).toEqual([0, 0]);
});

test("an upload of a run that was killed is given up by the next, one of somebody else is not", async () => {
  peer.uploads.set("1", { key: prefix + name, parts: new Map() });
  peer.uploads.set("2", { key: `${prefix}homing-other`, parts: new Map() });
  await place().sweep();
  expect([...peer.uploads.keys()]).toEqual(["2"]);
});

test("however many uploads were left, all of them are given up", async () => {
  const names = [1, 2, 3].map((day) => backupName(new Date(`2026-11-0${day}T02:30:00Z`)));
  for (const [at, key] of names.entries())
    for (const id of ["a", "b"]) peer.uploads.set(`${at}${id}`, { key: prefix + key, parts: new Map() });
  await place().sweep();
  expect([...peer.uploads.keys()]).toEqual([]);
});

test("a storage that answers the same page for ever is told, not asked for ever", async () => {
  const page = "<NextContinuationToken>1</NextContinuationToken><NextKeyMarker>1</NextKeyMarker>";
  const body = `<Result><IsTruncated>true</IsTruncated>${page}</Result>`;
  const strange = await httpPeer(async () => ({ status: 200, body }));
  try {
    const place = s3Place(client({ endpoint: strange.url }), "s3://…", prefix, 5 * MiB);
    await expect(place.list()).rejects.toThrow("answers a page of its list again");
    await expect(place.sweep()).rejects.toThrow("answers a page of its list again");
  } finally {
    await strange.close();
  }
});

test.each([
  ["a wrong secret", { secretAccessKey: "another" }, "SignatureDoesNotMatch"],
  ["an unknown key", { accessKeyId: "AKIAOTHER" }, "InvalidAccessKeyId"],
  ["another region", { region: "us-east-1" }, "AuthorizationHeaderMalformed"],
])("%s is told in the storage's words", async (_, changes, code) => {
  await expect(s3Place(client(changes), "", "").list()).rejects.toThrow(`403 ${code}`);
});

test("what is not there, and who does not answer, is told", async () => {
  await expect(read(name)).rejects.toMatchObject({ code: "not_found" });
  await expect(s3Place(client({}, "another-bucket"), "", "").list()).rejects.toThrow("404 NoSuchBucket");
  const nobody = client({ endpoint: "http://127.0.0.1:9" });
  await expect(s3Place(nobody, "", "").list()).rejects.toThrow("The storage 127.0.0.1:9 (bucket homing-backups): ");
});

test("an address is a folder or s3://, and wants keys", () => {
  const keys = { BACKUP_S3_REGION: "eu-central-1", BACKUP_S3_ACCESS_KEY_ID: "a", BACKUP_S3_SECRET_ACCESS_KEY: "b" };
  expect(openPlace("s3://my-bucket/some/prefix/", keys).label).toBe("s3://my-bucket/some/prefix/");
  expect(openPlace("/var/backups", { BACKUP_S3_REGION: "x" }).label).toBe("/var/backups");
  expect(() => openPlace("s3://my-bucket", { BACKUP_S3_REGION: "x" })).toThrow("BACKUP_S3_ACCESS_KEY_ID");
  expect(() => openPlace("ftp://host/x", keys)).toThrow("no place for backups");
});
