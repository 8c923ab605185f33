import path from "node:path";
import { expect, test } from "vitest";
import { findBackup } from "./open-place";

const keys = { BACKUP_S3_REGION: "eu-1", BACKUP_S3_ACCESS_KEY_ID: "id", BACKUP_S3_SECRET_ACCESS_KEY: "key" };
const name = "homing-20261129T023000Z.backup";

test.each([
  [`/mnt/backups/${name}`, "/mnt/backups"],
  [`/${name}`, "/"],
  [name, process.cwd()],
  [`backups/${name}`, path.resolve("backups")],
  [`s3://bucket/${name}`, "s3://bucket"],
  [`s3://bucket/one/${name}`, "s3://bucket/one"],
])("%s lies in %s", async (address, label) => {
  const found = await findBackup(address, { ...keys, BACKUP_S3_ENDPOINT: undefined });
  expect([found.name, found.place.label]).toEqual([name, label]);
});
