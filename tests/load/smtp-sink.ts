import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/lib/run/cluster/ports";
import { watchChild } from "./children";

const backlog = "1024";
const tailBytes = 200;

/** Postfix's `smtp-sink`: takes all mail and throws it away, as fast as C can. It counts what it took in a file. */
export class SmtpSink {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #counts: number;

  private constructor(child: ChildProcess, port: number, counts: number) {
    this.#child = child;
    this.port = port;
    this.#counts = counts;
  }

  static async start(program: string, folder: string): Promise<SmtpSink> {
    const port = await freePort();
    const file = path.join(folder, "smtp-sink.counts");
    const out = openSync(file, "w");
    const privileges = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
    const child = spawn(program, ["-4", "-c", ...privileges, `127.0.0.1:${port}`, backlog], {
      stdio: ["ignore", out, "inherit"],
      detached: true,
    });
    closeSync(out);
    watchChild(child);
    const sink = new SmtpSink(child, port, openSync(file, "r"));
    for (let tries = 0; tries < 100; tries++) {
      if (await answers(port)) return sink;
      await sleep(30);
    }
    await sink.stop();
    throw new Error("smtp-sink does not answer.");
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Messages taken so far: the last of the lines `sess=… quit=… mesg=…` that it writes after every message. */
  count(): number {
    const { size } = fstatSync(this.#counts);
    const tail = Buffer.alloc(Math.min(size, tailBytes));
    readSync(this.#counts, tail, 0, tail.length, size - tail.length);
    return Number([...tail.toString("latin1").matchAll(/mesg=(\d+)(?=\s)/g)].at(-1)?.[1] ?? 0);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = new Promise((resolve) => this.#child.once("exit", resolve));
      this.#child.kill("SIGTERM");
      await ended;
    }
    closeSync(this.#counts);
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.end("QUIT\r\n");
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
