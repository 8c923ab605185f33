import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { workerEnv, workerFlags } from "@/lib/run/cli/worker-flags";
import { watchChild } from "./children";
import type { Stack } from "./stack";

const readyWithinMs = 30_000;

/** A worker as the supervisor runs it: the bundle, a process of its own, everything by its environment. */
export class WorkerProcess {
  readonly name: string;
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  readonly #ready: Promise<void>;

  constructor(stack: Stack, name: string, settings: Record<string, string> = {}) {
    this.name = name;
    const log = openSync(path.join(stack.folder, "workers.log"), "a");
    this.#child = spawn(process.execPath, [...workerFlags, ".build/worker.js"], {
      env: { ...stack.settings, ...workerEnv, ...settings },
      stdio: ["ignore", log, log, "ipc"],
      detached: true,
    });
    closeSync(log);
    watchChild(this.#child);
    this.exited = new Promise((resolve) => this.#child.once("exit", () => resolve()));
    this.#ready = new Promise((resolve) => this.#child.on("message", (said) => said === "ready" && resolve()));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get runs(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when the worker said that it is ready. Throws when it ended or took too long. */
  async ready(): Promise<void> {
    const ended = this.exited.then(() => "ended" as const);
    const late = sleep(readyWithinMs, "late" as const, { ref: false });
    const how = await Promise.race([this.#ready, ended, late]);
    if (how)
      throw new Error(`The worker ${this.name} ${how === "late" ? "did not become ready" : "ended at its start"}.`);
  }

  /** `kill -9`: nothing of the process runs any more when this resolves. */
  async kill(): Promise<void> {
    if (this.runs) this.#child.kill("SIGKILL");
    await this.exited;
  }

  /** Asks it to end, and makes it end after 30 s. */
  async stop(): Promise<void> {
    if (!this.runs) return;
    this.#child.kill("SIGTERM");
    const force = setTimeout(() => this.#child.kill("SIGKILL"), 30_000);
    await this.exited;
    clearTimeout(force);
  }
}
