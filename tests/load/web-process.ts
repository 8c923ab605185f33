import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { currentRelease } from "@/lib/run/cli/release.mjs";
import { watchChild } from "./children";
import type { Stack } from "./stack";

const readyWithinMs = 60_000;
const restartAfterMs = 300;

/** Makes the production build, once a state of the sources. */
export function buildProduct(): void {
  const { status } = spawnSync(process.execPath, ["lib/run/cli/build.mjs"], { stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error("The product could not be built.");
}

/** The web process as the supervisor runs it, started again whenever it ends. */
export class WebProcess {
  readonly port: number;
  readonly #stack: Stack;
  #child: ChildProcess | null = null;
  #stopped = false;

  constructor(stack: Stack, port: number) {
    this.#stack = stack;
    this.port = port;
    this.#start();
  }

  #start(): void {
    const log = openSync(path.join(this.#stack.folder, "web.log"), "a");
    const script = path.join(currentRelease(process.cwd()) ?? "", ".build/web.js");
    const child = spawn(process.execPath, ["--enable-source-maps", script], {
      env: { ...this.#stack.settings, PORT: String(this.port), HOST: "127.0.0.1" },
      stdio: ["ignore", log, log, "ipc"],
      detached: true,
    });
    closeSync(log);
    watchChild(child);
    child.once("exit", () => void sleep(restartAfterMs).then(() => this.#stopped || this.#start()));
    this.#child = child;
  }

  /** Resolves when it answers. */
  async ready(): Promise<void> {
    for (const end = performance.now() + readyWithinMs; performance.now() < end; await sleep(100)) {
      const answer = await fetch(`http://127.0.0.1:${this.port}/api/health`).catch(() => null);
      if (answer?.ok) return;
    }
    throw new Error("The web process did not become ready.");
  }

  /** `kill -9`; another one is started. */
  kill(): void {
    this.#child?.kill("SIGKILL");
  }

  stop(): void {
    this.#stopped = true;
    this.kill();
  }
}
