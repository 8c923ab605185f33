import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { env } from "@/lib/base/env";
import { checkPictures } from "@/lib/run/doctor/check-pictures";
import { type BlobPeer, blobPeer, blobToken } from "@/tests/support/blob-peer";
import { testWorkspace } from "@/tests/support/db";
import { later, newPicture, picturesIn } from "@/tests/support/pictures-in";
import { type S3Peer, s3Peer, s3PeerBucket, s3PeerSettings } from "@/tests/support/s3-peer";
import { placeForNew } from "./asset-places";
import { moveAssets } from "./move-assets";
import { adoptObject, putObject } from "./objects";
import { picturesProblem } from "./place-states";
import { serveAsset } from "./serve-asset";
import { storeAsset } from "./store-asset";
import { sweepObjects } from "./sweep-objects";

vi.mock("@/lib/base/env", async (original) => {
  const { envWithChosen } = await import("@/tests/support/chosen-settings");
  return envWithChosen(original);
});

const root = mkdtempSync(path.join(tmpdir(), "homing-places-"));
let s3: S3Peer;
let blob: BlobPeer;
beforeAll(async () => {
  [s3, blob] = [await s3Peer(), await blobPeer()];
  process.env.VERCEL_BLOB_API_URL = blob.apiUrl;
});
afterEach(() => picturesIn("database"));
afterAll(async () => {
  await Promise.all([s3.close(), blob.close()]);
  rmSync(root, { recursive: true });
});

const inS3 = (changes: object = {}) => ({
  PICTURES_S3_ENDPOINT: s3.url,
  PICTURES_S3_REGION: s3PeerSettings.region,
  PICTURES_S3_ACCESS_KEY_ID: s3PeerSettings.accessKeyId,
  PICTURES_S3_SECRET_ACCESS_KEY: s3PeerSettings.secretAccessKey,
  ...changes,
});
/** Each way to name a place, and what lies there but for the mark. */
const places: Record<string, { choose: () => void; keys: () => string[] }> = {
  folder: {
    choose: () => picturesIn(path.join(root, "a")),
    keys: () => files(path.join(root, "a")),
  },
  s3: {
    choose: () => picturesIn(`s3://${s3PeerBucket}/some/prefix`, inS3()),
    keys: () => [...s3.objects.keys()].filter((key) => !key.endsWith(".txt")),
  },
  blob: {
    choose: () => picturesIn("blob", { BLOB_READ_WRITE_TOKEN: blobToken }),
    keys: () => [...blob.objects.keys()].filter((key) => !key.endsWith(".txt")),
  },
};
const files = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.(png|gif)$/.test(name));

const store = (ctx: Ctx, data: Buffer) => storeAsset(ctx, { fileName: "a.png", data });
async function served(url: string): Promise<Buffer> {
  const [, , workspace = "", file = ""] = url.split("/");
  return Buffer.from(await (await serveAsset(workspace, file, null)).arrayBuffer());
}
const rowsOf = ({ workspaceId }: Ctx) => prisma.asset.findMany({ where: { workspaceId }, orderBy: { id: "asc" } });

test.each(Object.keys(places))(
  "a picture in %s is kept, served and named by its row; the same bytes are kept once",
  async (name) => {
    const { choose, keys } = places[name]!;
    choose();
    const ctx = await testWorkspace();
    const data = newPicture();
    const [one, two] = [await store(ctx, data), await store(ctx, data)];
    expect(two.url).toBe(one.url);
    expect(await served(one.url)).toEqual(data);
    const [row] = await rowsOf(ctx);
    expect(row).toMatchObject({ data: null, bytes: data.length });
    expect(keys().filter((key) => key.endsWith(row!.objectKey!))).toHaveLength(1);
    const [, , workspace = "", file = ""] = one.url.split("/");
    const whole = await serveAsset(workspace, file, null);
    expect(whole.headers.get("cache-control")).toContain("immutable");
    expect((await serveAsset(workspace, file, whole.headers.get("etag"))).status).toBe(304);
    // Others are named by the settings now: what is there stays readable.
    picturesIn("database");
    expect(await served(one.url)).toEqual(data);
  },
);

test("pictures move from place to place while they are served, each once, and what was before is removed later", async () => {
  const ctx = await testWorkspace();
  const pictures = [newPicture(), newPicture(1_200_000), newPicture()];
  const urls = [];
  for (const data of pictures) urls.push((await store(ctx, data)).url);
  for (const name of ["s3", "folder", "blob"]) {
    const { choose, keys } = places[name]!;
    choose();
    const before = keys().length;
    const done = await moveAssets(ctx);
    expect([done.moved >= 3, done.failed]).toEqual([true, []]);
    expect(keys().length - before).toBeGreaterThanOrEqual(3);
    expect((await rowsOf(ctx)).every(({ data }) => data === null)).toBe(true);
    for (const [at, url] of urls.entries()) expect(await served(url)).toEqual(pictures[at]);
    expect((await moveAssets(ctx)).moved).toBe(0);
  }
  const own = (key: string) => key.includes(ctx.workspaceId);
  expect([places.s3!.keys().filter(own).length, places.folder!.keys().filter(own).length]).toEqual([3, 3]);
  await sweepObjects(ctx);
  expect(places.s3!.keys().filter(own)).toHaveLength(3);
  expect(await sweepObjects(later(ctx, 2))).toBeGreaterThanOrEqual(6);
  expect([places.s3!.keys().filter(own), places.folder!.keys().filter(own)]).toEqual([[], []]);
  expect(places.blob!.keys().filter(own)).toHaveLength(3);
  picturesIn("database");
  await moveAssets(ctx);
  expect((await rowsOf(ctx)).map(({ data }) => Buffer.from(data!))).toEqual(pictures);
  for (const [at, url] of urls.entries()) expect(await served(url)).toEqual(pictures[at]);
});

test("a picture that cannot be read or written stays where it is, the others move, and the next call goes on", async () => {
  places.s3!.choose();
  const ctx = await testWorkspace();
  const [lost, kept] = [newPicture(), newPicture()];
  await store(ctx, lost);
  const { url } = await store(ctx, kept);
  const [row] = await rowsOf(ctx);
  const key = `some/prefix/${row!.objectKey}`;
  const content = s3.objects.get(key)!;
  s3.objects.set(key, Buffer.alloc(content.length));
  picturesIn(path.join(root, "resumed"));
  const done = await moveAssets(ctx);
  const own = done.failed.filter(({ workspaceId }) => workspaceId === ctx.workspaceId);
  expect(own).toMatchObject([{ assetId: row!.id, reason: expect.stringContaining("not the one that was stored") }]);
  expect(await served(url)).toEqual(kept);
  s3.objects.set(key, content);
  expect((await moveAssets(ctx)).failed).toEqual([]);
  expect((await rowsOf(ctx)).map(({ placeId }) => placeId)).toEqual(
    Array.from({ length: 2 }, () => expect.not.stringContaining(row!.placeId!)),
  );
});

test("an upload that came to nothing leaves no object, and one that is late takes none that is being removed", async () => {
  places.s3!.choose();
  const ctx = await testWorkspace();
  const place = (await placeForNew(prisma))!;
  const picture = { assetId: ctx.workspaceId, extension: "png", contentType: "image/png", data: newPicture() };
  // As a process that was killed between the object and its row.
  const ref = await putObject(ctx, place, picture);
  await sweepObjects(ctx);
  expect(s3.objects.has(`some/prefix/${ref.objectKey}`)).toBe(true);
  const removal = new RegExp(`^DELETE .*${ref.objectKey}`);
  s3.faults.push(...[1, 2, 3].map(() => ({ match: removal, fault: 500 })));
  await sweepObjects(later(ctx, 2));
  expect(await prisma.assetObject.findFirst({ where: ref })).toMatchObject({ problem: expect.stringContaining("500") });
  await expect(inTransaction(ctx, (tx) => adoptObject(tx, ref))).rejects.toMatchObject({ code: "unavailable" });
  await sweepObjects(later(ctx, 3));
  expect(s3.objects.has(`some/prefix/${ref.objectKey}`)).toBe(false);
  expect(await prisma.assetObject.findFirst({ where: ref })).toBeNull();
});

test("a storage that is slow does not hold a run of the sweep, and what it did not come to is looked at by the next", async () => {
  places.s3!.choose();
  const ctx = await testWorkspace();
  const place = (await placeForNew(prisma))!;
  const picture = { assetId: ctx.workspaceId, extension: "png", contentType: "image/png", data: newPicture() };
  for (let count = 0; count < 3; count++) await putObject(ctx, place, picture);
  const left = () => places.s3!.keys().filter((key) => key.includes(ctx.workspaceId)).length;
  // Tried again after 300 and 900 milliseconds.
  const removal = new RegExp(`^DELETE .*${ctx.workspaceId}`);
  s3.faults.push(...[1, 2, 3].map(() => ({ match: removal, fault: 500 as const })));
  await sweepObjects({ ...later(ctx, 2), endBy: new Date(Date.now() + 1000) });
  expect(left()).toBe(3);
  await sweepObjects(later(ctx, 2));
  expect(left()).toBe(1);
  await sweepObjects(later(ctx, 3));
  expect(left()).toBe(0);
});

test("with a workspace its objects go, whoever deletes it, and nobody else's", async () => {
  places.blob!.choose();
  const [gone, stays] = [await testWorkspace(), await testWorkspace()];
  await store(gone, newPicture());
  const other = newPicture();
  const { url } = await store(stays, other);
  await prisma.asset.deleteMany({ where: { workspaceId: gone.workspaceId } });
  await prisma.workspace.delete({ where: { id: gone.workspaceId } });
  await sweepObjects(later(stays, 25));
  expect(places.blob!.keys().filter((key) => key.startsWith(gone.workspaceId))).toEqual([]);
  expect(places.blob!.keys().filter((key) => key.startsWith(stays.workspaceId))).toHaveLength(1);
  expect(await served(url)).toEqual(other);
});

test("what is damaged or away is an error that nobody keeps, and an upload says that it was not stored", async () => {
  places.s3!.choose();
  const ctx = await testWorkspace();
  const { url } = await store(ctx, newPicture(1_500_000));
  const [row] = await rowsOf(ctx);
  s3.objects.set(`some/prefix/${row!.objectKey}`, newPicture(1_500_000));
  await expect(served(url)).rejects.toMatchObject({ code: "unavailable", retrySeconds: 30 });
  s3.faults.push(...[1, 2, 3].map(() => ({ match: /^PUT/, fault: 403 as const })));
  await expect(store(ctx, newPicture())).rejects.toThrow("The image could not be stored");
  s3.faults.length = 0;
  expect(await rowsOf(ctx)).toHaveLength(1);
});

test("a new key is taken up, and pictures of before stay readable with it", async () => {
  const place = "s3://homing-backups/keys";
  picturesIn(place, inS3());
  const ctx = await testWorkspace();
  const data = newPicture();
  const { url } = await store(ctx, data);
  const id = (await placeForNew(prisma))!.id;
  const sealed = async () => (await prisma.assetPlace.findUniqueOrThrow({ where: { id } })).accessSealed;
  const before = await sealed();
  expect(before).not.toContain(s3PeerSettings.secretAccessKey);
  picturesIn(place, inS3({ PICTURES_S3_SECRET_ACCESS_KEY: "a wrong one" }));
  await expect(store(ctx, newPicture())).rejects.toThrow("could not be stored");
  expect(await sealed()).toBe(before);
  expect(await served(url)).toEqual(data);
  expect(await picturesProblem(prisma)).toContain(`PICTURES_IN=${place} takes no pictures: The storage 127.0.0.1`);
  expect((await checkPictures({ db: prisma, env })).map(({ found }) => found).join()).toContain(
    "SignatureDoesNotMatch",
  );
});

test("a folder whose disk is away is told with what to do, and nothing is written beside it", async () => {
  const folder = path.join(root, "mounted");
  picturesIn(folder);
  const ctx = await testWorkspace();
  await store(ctx, newPicture());
  rmSync(folder, { recursive: true });
  await expect(store(ctx, newPicture())).rejects.toThrow("could not be stored");
  expect(existsSync(folder)).toBe(false);
  const problem = await picturesProblem(prisma);
  expect(problem).toContain(`Pictures in ${folder} cannot be read: There is no `);
  expect(problem).toContain("Look whether its disk is mounted");
  const found = await checkPictures({ db: prisma, env });
  expect(found.find(({ status }) => status === "error")?.found).toContain(folder);
  await prisma.assetObject.deleteMany({ where: { workspaceId: ctx.workspaceId } });
  await prisma.asset.deleteMany({ where: { workspaceId: ctx.workspaceId } });
});

test("a place that takes nothing is told before anybody uploads, and the doctor leaves no trace there", async () => {
  writeFileSync(path.join(root, "file"), "");
  picturesIn(path.join(root, "file/below"));
  expect(await picturesProblem(prisma)).toContain("takes no pictures: ENOTDIR");
  const fresh = path.join(root, "fresh");
  picturesIn(fresh);
  const found = await checkPictures({ db: prisma, env });
  expect(found.find(({ status }) => status === "not checked")?.found).toContain(fresh);
  expect(existsSync(fresh)).toBe(false);
  expect(await picturesProblem(prisma)).toBeNull();
  expect(existsSync(fresh)).toBe(true);
});
