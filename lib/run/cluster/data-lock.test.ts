import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { lockDataFolder } from "./data-lock";

const folder = mkdtempSync(path.join(tmpdir(), "homing-lock-"));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(path.join(folder, "homing.lock"), { force: true });
});

/** A process that takes the lock. `keeper`: it hands it to a child of its own that lives for three seconds; `ends`: in two seconds. */
async function holder({ keeper = false, ends = false }): Promise<ChildProcess> {
  const script = `
    import { spawn } from "node:child_process";
    import { lockDataFolder } from "@/lib/run/cluster/data-lock";
    const lock = await lockDataFolder(${JSON.stringify(folder)});
    if (${keeper}) spawn("sleep", ["3"], { stdio: ["ignore", "ignore", "ignore", lock.fd], detached: true });
    if (${ends}) {
      lock.sayEnding();
      setTimeout(() => process.exit(0), 2000);
    }
    process.send("locked");
    setInterval(() => {}, 1000);`;
  const file = path.join(folder, "holder.mts");
  writeFileSync(file, script);
  const root = path.resolve(import.meta.dirname, "../../..");
  const env = { ...process.env, TSX_TSCONFIG_PATH: path.join(root, "tsconfig.json") };
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    cwd: root,
    env,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  children.push(child);
  await new Promise((resolve) => child.once("message", resolve));
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
}

test("a folder that runs is refused at once, by the number of who has it", async () => {
  const child = await holder({});
  await expect(lockDataFolder(folder)).rejects.toThrow(`Homing already runs on ${folder} (process ${child.pid})`);
});

test("a lock whose holder was killed is free", async () => {
  await killed(await holder({}));
  (await lockDataFolder(folder)).release();
});

test("a file that names this very process, as a container's process 1 leaves it, is no lock", async () => {
  writeFileSync(path.join(folder, "homing.lock"), `${process.pid}`);
  (await lockDataFolder(folder)).release();
});

test.each([
  ["while a process of a killed start still ends", { keeper: true }],
  ["while a start ends by itself", { keeper: false, ends: true }],
])("%s, the next start waits for it", async (_when, how) => {
  const child = await holder(how);
  if (how.keeper) await killed(child);
  const from = performance.now();
  (await lockDataFolder(folder)).release();
  expect(performance.now() - from).toBeGreaterThan(1000);
});
