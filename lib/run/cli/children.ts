import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import type { Server } from "node:net";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { listenFdSetting } from "@/lib/base/process/listen-target";

export interface ChildPlan {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Bound for it already: the first process inherits the socket, later ones bind by port. */
  server?: Server | undefined;
  /** What the child keeps open for as long as it runs. */
  held: readonly (number | Writable)[];
}

const restartDelaysMs = [200, 1000, 2000, 5000, 10_000];
const calmMs = 60_000;
/** The first number behind stdin, stdout, stderr and the channel. */
const serverFd = "4";

/** Node names it nowhere else; without it the child binds by port. */
function descriptorOf(server: Server): number | undefined {
  const fd = (server as { _handle?: { fd?: number } })._handle?.fd;
  return fd !== undefined && fd > 0 ? fd : undefined;
}

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
    this.#start(plan.server);
  }

  #start(server?: Server): void {
    const { name, command, args, held } = this.#plan;
    const startedAt = Date.now();
    const fd = server && descriptorOf(server);
    const env = fd ? { ...this.#plan.env, [listenFdSetting]: serverFd } : this.#plan.env;
    const stdio: StdioOptions = ["ignore", "inherit", "inherit", "ipc", fd ?? "ignore", ...held];
    // A process group of its own: Ctrl-C goes to the supervisor, which ends its children in order.
    const child = spawn(command, args, { env, stdio, detached: true });
    server?.close();
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

  /** Asks the child to end and waits; ends it by force after `withinMs`. */
  async stop(withinMs: number): Promise<void> {
    this.#stopping = true;
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), withinMs);
    await this.#ended;
    clearTimeout(force);
  }
}
