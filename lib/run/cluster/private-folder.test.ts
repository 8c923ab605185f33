import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { clusterHome } from "@/lib/run/cluster/cluster-home";
import { lockDataFolder } from "@/lib/run/cluster/data-lock";
import { privateFolder } from "./private-folder";

const root = mkdtempSync(path.join(tmpdir(), "homing-private-"));
const modeOf = (file: string) => statSync(file).mode & 0o777;
const isRoot = process.getuid?.() === 0;

afterAll(() => rmSync(root, { recursive: true, force: true }));

test("a data folder is for its user alone, new or from an earlier version, and so is its lock", async () => {
  const [fresh, older] = [path.join(root, "fresh"), path.join(root, "older")];
  mkdirSync(older);
  chmodSync(older, 0o755);
  for (const folder of [fresh, older]) {
    privateFolder(folder);
    expect(modeOf(folder)).toBe(0o700);
    // Left by a process that is gone.
    writeFileSync(path.join(folder, "homing.lock"), "999999999", { mode: 0o644 });
    const lock = await lockDataFolder(folder);
    expect(modeOf(path.join(folder, "homing.lock"))).toBe(0o600);
    lock.release();
  }
});

test.skipIf(!isRoot || process.platform !== "linux")(
  "as root the server's user may walk through it, nobody else",
  () => {
    chmodSync(root, 0o711);
    const folder = path.join(root, "served");
    privateFolder(folder);
    chownSync(folder, 0, 0);
    const { data, gid } = clusterHome(folder);
    expect(data).toBe(path.join(folder, "pg"));
    expect(gid).toBeGreaterThan(0);
    expect([modeOf(folder), statSync(folder).gid]).toEqual([0o710, gid]);
  },
);
