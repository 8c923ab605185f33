import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));

/** Starts a process as the supervisor does. */
function spawned(source: string): ChildProcess {
  const env = { ...process.env, NODE_ENV: "production" as const, MAILBOX_SMTP_PORT: "0", INBOUND_SMTP_PORT: "0" };
  const one = spawn(process.execPath, ["--import", "tsx", source], {
    cwd: root,
    env,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  child = one;
  return one;
}

/** Waits until it says that it is ready. */
async function started(source: string): Promise<ChildProcess> {
  const one = spawned(source);
  await new Promise<void>((resolve, reject) => {
    one.on("message", (message) => message === "ready" && resolve());
    one.once("exit", (code) => reject(new Error(`${source} ended with status ${code}`)));
  });
  return one;
}

test.each(["lib/run/worker/main.ts", "lib/run/mailbox/main.ts"])(
  "%s ends in order when its supervisor is gone, instead of working on alone",
  async (source) => {
    const one = await started(source);
    const ended = new Promise<number | null>((resolve) => one.once("exit", resolve));
    one.disconnect();
    expect(await Promise.race([ended, sleep(12_000, "still runs")])).toBe(0);
  },
);

test.each(["lib/run/worker/main.ts", "lib/run/mailbox/main.ts", "lib/run/web/main.ts"])(
  "%s ends when its supervisor is gone before it was ready",
  async (source) => {
    const one = spawned(source);
    const ended = new Promise<number | null>((resolve) => one.once("exit", resolve));
    one.disconnect();
    expect(await Promise.race([ended, sleep(25_000, "still runs")])).toBe(0);
  },
);

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
  "a worker ends in order at %s, however often it comes",
  async (signal) => {
    const one = await started("lib/run/worker/main.ts");
    const ended = new Promise<number | null>((resolve) => one.once("exit", resolve));
    one.kill(signal);
    one.kill(signal);
    expect(await Promise.race([ended, sleep(25_000, "still runs")])).toBe(0);
  },
);
