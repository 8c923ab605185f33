import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildFunctions } from "./build-functions";
import type { FunctionAnswer, FunctionCall } from "./run-function";

/** Of a body, either way, unless an answer is streamed (vercel.com/docs/functions/limitations). */
export const BODY_LIMIT = 4_500_000;

interface Options {
  env: Record<string, string>;
  /** The longest that a function runs, its work after the answer included. */
  limitMs?: number;
}

interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/**
 * A host that runs route handlers as Vercel does, and no milder: each call in a process of its own, which may write to its temporary
 * folder only, starts no other, gets no larger body than the platform lets through, and is killed when its time is over.
 */
export class FunctionHost {
  readonly #entry: string;
  readonly #folder: string;
  readonly #options: Options;
  readonly #temporary = mkdtempSync(path.join(tmpdir(), "homing-functions-"));
  readonly #processes = new Set<ChildProcess>();
  #spare: Promise<ChildProcess>;
  /** What functions wrote to their logs. */
  log = "";

  private constructor(built: { folder: string; entry: string }, options: Options) {
    this.#entry = built.entry;
    this.#folder = built.folder;
    this.#options = options;
    this.#spare = this.#start();
  }

  static async open(options: Options): Promise<FunctionHost> {
    return new FunctionHost(await buildFunctions(), options);
  }

  /** Answers as the platform would: 413 and 500 for bodies that are too large, 504 when the time was over first. */
  async call(url: string, { method = "GET", headers = {}, body }: Call = {}): Promise<Response> {
    const bytes = body === undefined ? null : Buffer.from(body);
    if (bytes && bytes.length > BODY_LIMIT) return new Response("FUNCTION_PAYLOAD_TOO_LARGE", { status: 413 });
    const child = await this.#spare;
    this.#spare = this.#start();
    const { limitMs = 60_000 } = this.#options;
    const call: FunctionCall = {
      method,
      url,
      headers: Object.entries({ host: new URL(url).host, ...headers }),
      body: bytes,
      deadline: Date.now() + limitMs,
    };
    const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
    child.once("exit", () => clearTimeout(timer));
    const answered = new Promise<FunctionAnswer | null>((resolve) => {
      child.once("message", (answer) => resolve(answer as FunctionAnswer));
      child.once("exit", () => resolve(null));
    });
    child.send(call);
    return asResponse(await answered);
  }

  /** Waits until no function works any more, also not on what follows its answer. */
  async settled(): Promise<void> {
    const spare = await this.#spare;
    const others = [...this.#processes].filter((child) => child !== spare);
    await Promise.all(others.map((child) => new Promise((resolve) => child.once("exit", resolve))));
  }

  async close(): Promise<void> {
    await this.#spare;
    const ends = [...this.#processes].map((child) => new Promise((resolve) => child.once("exit", resolve)));
    for (const child of this.#processes) child.kill("SIGKILL");
    await Promise.all(ends);
    rmSync(this.#temporary, { recursive: true, force: true });
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A process that has loaded what every function loads, and has served nobody. */
  #start(): Promise<ChildProcess> {
    const permissions = [
      "--permission",
      "--allow-fs-read=*",
      `--allow-fs-write=${this.#temporary}/*`,
      "--allow-addons",
      "--allow-net",
    ].filter((flag) => flag !== "--allow-net" || process.allowedNodeEnvironmentFlags.has(flag));
    const child = spawn(process.execPath, ["--no-warnings", ...permissions, this.#entry], {
      env: {
        ...this.#options.env,
        VERCEL: "1",
        NODE_ENV: "production",
        TMPDIR: this.#temporary,
        NODE_COMPILE_CACHE: path.join(this.#temporary, "compiled"),
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      serialization: "advanced",
    });
    this.#processes.add(child);
    child.once("exit", () => this.#processes.delete(child));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.log += chunk.toString();
      });
    }
    return new Promise((resolve, reject) => {
      child.once("message", () => resolve(child));
      child.once("exit", () => reject(new Error(`A function could not start: ${this.log}`)));
    });
  }
}

function asResponse(answer: FunctionAnswer | null): Response {
  if (!answer) return new Response("FUNCTION_INVOCATION_TIMEOUT", { status: 504 });
  if (answer.chunks.some((chunk) => chunk.length > BODY_LIMIT))
    return new Response("FUNCTION_RESPONSE_PAYLOAD_TOO_LARGE", { status: 500 });
  const body = Buffer.concat(answer.chunks);
  return new Response(body.length > 0 ? body : null, { status: answer.status, headers: answer.headers });
}
