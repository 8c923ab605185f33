import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export interface ChildPlan {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

const restartDelaysMs = [200, 1000, 2000, 5000, 10_000];
const calmMs = 60_000;
const forceAfterMs = 30_000;

/** A child that is started again when it dies, until it is told to stop. */
export class Child {
  readonly #plan: ChildPlan;
  #process: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #stopping = false;
  #restarts = 0;
  /** Resolves when the child first said that it is ready. */
  readonly ready: Promise<void>;
  #sayReady: () => void = () => {};

  constructor(plan: ChildPlan) {
    this.#plan = plan;
    this.ready = new Promise((resolve) => {
      this.#sayReady = resolve;
    });
    this.#start();
  }

  #start(): void {
    const { name, command, args, env } = this.#plan;
    const startedAt = Date.now();
    // A process group of its own: Ctrl-C goes to the supervisor, which ends its children in order.
    const child = spawn(command, args, { env, stdio: ["ignore", "inherit", "inherit", "ipc"], detached: true });
    this.#process = child;
    child.on("error", (error) => console.error(`${name}: ${error.message}`));
    child.on("message", (message) => message === "ready" && this.#sayReady());
    this.#ended = new Promise((resolve) => {
      child.on("exit", (code, signal) => {
        resolve();
        if (!this.#stopping) void this.#restart(name, signal ?? `status ${code}`, startedAt);
      });
    });
  }

  async #restart(name: string, how: string, startedAt: number): Promise<void> {
    this.#restarts = Date.now() - startedAt > calmMs ? 0 : this.#restarts;
    const delayMs = restartDelaysMs[Math.min(this.#restarts, restartDelaysMs.length - 1)]!;
    this.#restarts += 1;
    console.error(`${name} ended (${how}); starting it again in ${delayMs / 1000} s.`);
    await sleep(delayMs);
    if (!this.#stopping) this.#start();
  }

  /** Asks the child to end and waits; ends it by force after 30 s. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), forceAfterMs);
    await this.#ended;
    clearTimeout(force);
  }
}
