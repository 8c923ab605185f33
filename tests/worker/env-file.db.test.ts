import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "homing-env-file-"));
let child: ChildProcess | undefined;

beforeAll(() => {
  symlinkSync(path.join(root, "prisma"), path.join(folder, "prisma"));
  const { DATABASE_URL, HOMING_SECRET } = process.env;
  const lines = { DATABASE_URL, HOMING_SECRET, INBOUND_SMTP_PORT: "0", LOG_LEVEL: "debug" };
  const text = Object.entries(lines).map(([name, value]) => `${name}="${value}"\n`);
  writeFileSync(path.join(folder, ".env"), text.join(""));
});
afterAll(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a process in a folder whose `.env` holds all settings. */
function started(source: string, env: Record<string, string> = {}) {
  child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), path.join(root, source)], {
    cwd: folder,
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      TSX_TSCONFIG_PATH: path.join(root, "tsconfig.json"),
      ...env,
    } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const one = child;
  const exit = new Promise<number | null>((resolve) => one.once("close", resolve));
  return { one, exit, output: () => output };
}

test("db:migrate takes its settings from .env", async () => {
  const { exit, output } = started("lib/run/cli/db-migrate.ts");
  expect(await exit, output()).toBe(0);
  expect(output()).toContain("The database is up to date.");
});

test("an empty value in the environment counts as unset and is not filled from .env", async () => {
  const { exit, output } = started("lib/run/cli/db-migrate.ts", { DATABASE_URL: "" });
  expect(await exit).toBe(1);
  expect(output()).toContain("DATABASE_URL: it is not set");
});

test("a worker by itself takes its settings from .env, the level of its log too", async () => {
  const { one, exit, output } = started("lib/run/worker/main.ts");
  const ready = new Promise((resolve) => one.on("message", (message) => message === "ready" && resolve("ready")));
  expect(await Promise.race([ready, exit]), output()).toBe("ready");
  expect(output()).toContain("worker ready");
  one.kill("SIGTERM");
  expect(await exit, output()).toBe(0);
});
