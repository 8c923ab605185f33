import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = path.resolve(import.meta.dirname, "../../..");
const startMjs = path.join(root, "lib/run/cli/start.mjs");
const readyWithinMs = 60_000;
const readyToken = "whoever has it hears what is wrong";

/** Ways to start it: below npm and by itself, each also as process 1 of a container. */
export const commands = {
  npm: ["npm", "start", "--"],
  node: [process.execPath, startMjs],
  "npm as process 1": ["unshare", "--pid", "--fork", "--mount-proc", "npm", "start", "--"],
  "node as process 1": ["unshare", "--pid", "--fork", "--mount-proc", process.execPath, startMjs],
} as const;

/** Whether this user may make process namespaces. */
export const canUnshare = spawnSync("unshare", ["--pid", "--fork", "--mount-proc", "true"]).status === 0;

/** Asks again until the answer is true; throws what it was last when the time is over. */
async function until(limitMs: number, ask: () => true | string | Promise<true | string>): Promise<void> {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer === true) return;
    if (performance.now() >= end) throw new Error(answer);
    await sleep(200);
  }
}

/** A whole product with a data folder of its own, started as often as a test likes. */
export class ProductTree {
  readonly port: number;
  readonly data: string;
  readonly #settings: Record<string, string | undefined>;
  /** In the environment of every process, except PostgreSQL's. */
  readonly #mark = randomUUID();
  output = "";
  #command: ChildProcess | null = null;

  /** `settings`: undefined takes one out of the environment. `data`: a folder that is there already; else one of its own. */
  constructor(
    port: number,
    settings: Record<string, string | undefined> = {},
    data = mkdtempSync(path.join(tmpdir(), "homing-tree-")),
  ) {
    this.port = port;
    this.data = data;
    this.#settings = settings;
  }

  /** The process that was started; with `unshare`, process 1 below it. */
  get top(): number {
    const pid = this.#command?.pid ?? 0;
    const children = () => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
    return this.#command?.spawnfile === "unshare" ? Number(children()[0]) : pid;
  }

  spawn(how: keyof typeof commands, more: string[] = []): void {
    const [program, ...args] = commands[how];
    const command = spawn(program, [...args, "--port", String(this.port), "--data", this.data, ...more], {
      cwd: root,
      env: {
        ...process.env,
        LOG_LEVEL: "warn",
        DATABASE_URL: "",
        SMTP_URL: "",
        TREE_MARK: this.#mark,
        READY_TOKEN: readyToken,
        ...this.#settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.#command = command;
    this.output = "";
    for (const stream of [command.stdout, command.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
  }

  /** Starts it and waits until it answers that everything is well. */
  async start(how: keyof typeof commands, withinMs = readyWithinMs): Promise<void> {
    this.spawn(how);
    await until(withinMs, () => {
      if (this.#command?.exitCode != null) throw new Error(`It ended:\n${this.output}`);
      return this.isReady();
    });
  }

  /** True, or what is wrong and what it has printed. */
  async isReady(): Promise<true | string> {
    const headers = { host: `localhost:${this.port}`, authorization: `Bearer ${readyToken}` };
    const answer = await fetch(`http://127.0.0.1:${this.port}/api/ready`, { headers }).catch(() => null);
    const text = (await answer?.text().catch(() => "")) ?? "no answer";
    return answer?.status === 200 || `not ready (${text}):\n${this.output}`;
  }

  /** Exit status of the command. */
  async exit(): Promise<number | null> {
    const command = this.#command!;
    if (command.exitCode !== null || command.signalCode !== null) return command.exitCode;
    return new Promise((resolve) => command.once("exit", (code) => resolve(code)));
  }

  /** Process ids and command lines of all that belongs to it. */
  processes(): Map<number, string> {
    const found = new Map<number, string>();
    for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        const ours = readFileSync(`/proc/${name}/environ`, "utf8").includes(this.#mark);
        if (ours || line.includes(`postgres -D ${this.pgData} `)) found.set(Number(name), line);
      } catch {
        // It has ended meanwhile.
      }
    }
    return found;
  }

  /** The one whose command line holds this text. */
  processOf(text: string): number {
    return [...this.processes()].find(([, line]) => line.includes(text))?.[0] ?? 0;
  }

  /** Waits until nothing of it runs any more. */
  async gone(withinMs: number): Promise<void> {
    await until(
      withinMs,
      () => this.processes().size === 0 || `still there: ${[...this.processes().values()].join("; ")}`,
    );
  }

  /** Of its own PostgreSQL, which runs now, in whatever namespace. */
  get databaseUrl(): string {
    const port = readFileSync(path.join(this.pgData, "postmaster.pid"), "utf8").split("\n")[3]?.trim();
    const password = readFileSync(path.join(this.data, "pg-app-password"), "utf8").trim();
    return `postgresql://homing_app:${password}@127.0.0.1:${port}/homing`;
  }

  /** PostgreSQL ended in order: nothing has to be recovered. */
  get databaseIsWhole(): boolean {
    return existsSync(this.pgData) && !existsSync(path.join(this.pgData, "postmaster.pid"));
  }

  /** Where its own PostgreSQL has its data. */
  get pgData(): string {
    const pointer = path.join(this.data, "pg-home");
    return path.join(existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : this.data, "pg");
  }

  /** Ends what is left and removes the data. */
  remove(): void {
    for (const pid of this.processes().keys()) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It was quicker.
      }
    }
    const home = path.dirname(this.pgData);
    if (home !== this.data) rmSync(home, { recursive: true, force: true });
    rmSync(this.data, { recursive: true, force: true });
  }
}
