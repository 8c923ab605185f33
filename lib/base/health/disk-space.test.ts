import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { dataFoldersSetting, diskProblem, writtenFolders } from "./disk-space";

const roomy = { bavail: 1e6, bsize: 4096, files: 1e6, ffree: 9e5 };
const MB = 1024 * 1024;

test("a disk without room for a while, or for more files, is named with its folder", async () => {
  const disks = {
    "/a": roomy,
    "/b": { ...roomy, bavail: (100 * MB) / 4096 },
    "/c": { ...roomy, ffree: 7 },
    "/d": { ...roomy, files: 0, ffree: 0 },
  };
  const problem = (folder: string) => diskProblem([folder], async () => disks[folder as keyof typeof disks]);
  expect(await problem("/a")).toBeNull();
  expect(await problem("/b")).toBe("The disk is full: /b has 100 MB left. Make room there.");
  expect(await problem("/c")).toBe("The disk is full: /c has room for 7 more files. Make room there.");
  expect(await problem("/d")).toBeNull();
});

test("a folder that is not made yet stands on the disk of the one above", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-disk-"));
  const asked: string[] = [];
  await diskProblem([path.join(folder, "journal", "deeper")], async (at) => {
    asked.push(at);
    return roomy;
  });
  expect(asked).toEqual([folder]);
  rmSync(folder, { recursive: true });
});

test("data, journal and temporary files are looked at, each folder once", async () => {
  vi.stubEnv(dataFoldersSetting, ["/srv/homing", "/var/lib/homing/pg", tmpdir()].join(path.delimiter));
  const folders = writtenFolders();
  expect(folders).toEqual(expect.arrayContaining(["/srv/homing", "/var/lib/homing/pg", tmpdir()]));
  expect(new Set(folders).size).toBe(folders.length);
  expect(folders.some((folder) => folder.endsWith("homing-journal"))).toBe(true);
  vi.unstubAllEnvs();
});
