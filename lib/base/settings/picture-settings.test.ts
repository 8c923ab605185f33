import { afterEach, expect, test, vi } from "vitest";
import { parseEnv } from "@/lib/base/env";
import { pictureAccess } from "./picture-settings";

const needed = {
  DATABASE_URL: "postgresql://localhost/homing",
  HOMING_SECRET: "a secret of forty characters for the tests",
};
const keys = { PICTURES_S3_ACCESS_KEY_ID: "id", PICTURES_S3_SECRET_ACCESS_KEY: "key" };
const parse = (settings: Record<string, string>) => parseEnv({ ...needed, ...settings });
const token = "vercel_blob_rw_Ab12_secret";
afterEach(() => vi.unstubAllEnvs());

test("a place is the database, a folder, a bucket or a store of Vercel's", () => {
  expect(pictureAccess(parse({}))).toBeNull();
  expect(pictureAccess(parse({ PICTURES_IN: "/srv/pictures/" }))).toEqual({ kind: "folder", folder: "/srv/pictures" });
  const endpoint = "https://s3.example.com";
  const inS3 = { PICTURES_IN: "s3://my-bucket/some/prefix/", PICTURES_S3_ENDPOINT: `${endpoint}/`, ...keys };
  expect(pictureAccess(parse(inS3))).toEqual({
    kind: "s3",
    bucket: "my-bucket",
    prefix: "some/prefix/",
    endpoint,
    region: "us-east-1",
    accessKeyId: "id",
    secretAccessKey: "key",
  });
  expect(pictureAccess(parse({ PICTURES_IN: "s3://my-bucket", ...keys }))).toMatchObject({ prefix: "" });
  expect(pictureAccess(parse({ PICTURES_IN: "blob", BLOB_READ_WRITE_TOKEN: token }))).toEqual({ kind: "blob", token });
});

test.each([
  [
    { PICTURES_IN: "disk" },
    "PICTURES_IN: expected database, an absolute path of a folder, s3://BUCKET/PREFIX, or blob",
  ],
  [{ PICTURES_IN: "pictures/here" }, "PICTURES_IN: expected"],
  [{ PICTURES_IN: "s3://B" }, "PICTURES_IN: expected"],
  [{ PICTURES_IN: "s3://bucket" }, "PICTURES_S3_ACCESS_KEY_ID: expected with a PICTURES_IN that begins with s3:"],
  [{ PICTURES_IN: "s3://bucket", PICTURES_S3_ACCESS_KEY_ID: "id" }, "PICTURES_S3_SECRET_ACCESS_KEY: expected"],
  [{ PICTURES_IN: "blob" }, "BLOB_READ_WRITE_TOKEN: expected with PICTURES_IN=blob"],
  [{ BLOB_READ_WRITE_TOKEN: "secret" }, "BLOB_READ_WRITE_TOKEN: expected a token that begins with vercel_blob_rw_"],
])("%o is refused at start in words", (settings, words) => {
  expect(() => parse(settings as Record<string, string>)).toThrow(words);
});

test("a function has no disk that stays", () => {
  vi.stubEnv("VERCEL", "1");
  expect(() => parse({ PICTURES_IN: "/srv/pictures" })).toThrow("PICTURES_IN: a function has no disk that stays");
  expect(parse({ PICTURES_IN: "blob", BLOB_READ_WRITE_TOKEN: token }).PICTURES_IN).toBe("blob");
});
