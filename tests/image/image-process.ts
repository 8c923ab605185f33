import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Room } from "./room";

/** What no process may say: that a file was left behind, or that it wanted to write where it must not. */
const forbidden = /Cannot find (module|package)|ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND|EACCES|EROFS|ENOENT/;

/** A port of this machine that nobody listens at now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Tries again until it does not throw; after `limitMs` throws what it threw last. */
export async function within<T>(limitMs: number, what: string, attempt: () => Promise<T>): Promise<T> {
  const until = performance.now() + limitMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() >= until) throw new Error(`${what}: not in ${limitMs} ms. ${(error as Error).message}`);
      await sleep(300);
    }
  }
}

/** `homing …` in the room, with these settings and no other environment. */
export class ImageProcess {
  static readonly #all = new Set<ImageProcess>();
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | string>;
  #output = "";

  constructor(room: Room, command: string[], settings: Record<string, string>) {
    this.#name = command.join(" ");
    this.#child = room.start(command, settings);
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        this.#output += chunk.toString();
      });
    this.#ended = new Promise((resolve) => {
      this.#child.once("error", (error) => resolve(error.message));
      this.#child.once("close", (code, signal) => resolve(code ?? signal ?? "?"));
    });
    ImageProcess.#all.add(this);
  }

  /** Asks all that still run to end, and waits for them. */
  static async endAll(): Promise<void> {
    for (const each of ImageProcess.#all) if (!each.hasEnded) each.#child.kill("SIGTERM");
    await Promise.all([...ImageProcess.#all].map((each) => each.#ended));
  }

  /** What all but the questions for health said, for whoever looks for the reason of a failure. */
  static outputs(): string {
    const asked = [...ImageProcess.#all].filter((each) => !each.#name.startsWith("health"));
    return asked.map((each) => `── homing ${each.#name}\n${each.#output}`).join("\n");
  }

  private get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  expectOutput(pattern: RegExp): void {
    if (!pattern.test(this.#output)) throw new Error(`homing ${this.#name} did not say ${pattern}:\n${this.#output}`);
  }

  /** It ends by itself with this status, and has not missed a file. */
  async expectEnd(status: number, limitMs: number): Promise<void> {
    const ended = await Promise.race([this.#ended, sleep(limitMs, "still running", { ref: false })]);
    if (ended !== status) throw new Error(`homing ${this.#name}: ${ended}, expected ${status}\n${this.#output}`);
    if (forbidden.test(this.#output)) throw new Error(`homing ${this.#name} missed something:\n${this.#output}`);
  }

  /** Asks it to end as a container engine does. */
  async stop(limitMs: number): Promise<void> {
    this.#child.kill("SIGTERM");
    await this.expectEnd(0, limitMs);
  }
}
