import { connect, createServer, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { prisma } from "@/lib/base/db/client";
import type { Progress } from "@/lib/run/measure/progress";
import { atLeast, type Bar, type Figures, rounded } from "@/lib/run/measure/report";
import type { Cleanup } from "@/tests/load/cleanup";
import { ensurePostfixTools } from "@/tests/load/postfix-tools";
import { SmtpSink } from "@/tests/load/smtp-sink";
import { bundleProcesses, startStack } from "@/tests/load/stack";
import { WorkerProcess } from "@/tests/load/worker-process";
import { makeSender, makeWorkspace } from "@/tests/load/workspace";
import { testKey } from "@/tests/support/api-call";

export interface SubmissionLoad {
  port: number;
  /** TLS from the first octet. */
  tls?: boolean;
  key: string;
  from: string;
  messages: number;
  connections: number;
  /** Octets of one mail. */
  bytes: number;
  /** Header fields besides, each with its line end. */
  headers?: string;
  /** The address that a mail goes to, by its number. */
  to?: (no: number) => string;
}

export interface SubmissionResult {
  seconds: number;
  accepted: number;
  perSecond: number;
  /** From the first octet of a mail to its 250, milliseconds. */
  p50: number;
  p99: number;
  /** Public ids by the number of the mail; absent where it was not taken. */
  ids: Map<number, string>;
  /** What else was answered, and how often. */
  refused: Map<string, number>;
}

/**
 * Hands over mails as fast as they are taken, over connections that stay open and pipeline their commands, as Postfix does. A
 * connection that ends takes its mail along: it is not tried again.
 */
export async function submissionLoad(load: SubmissionLoad): Promise<SubmissionResult> {
  const result = { ids: new Map<number, string>(), refused: new Map<string, number>(), waits: [] as number[] };
  let next = 0;
  const work = async () => {
    let line: Line | null = null;
    for (let no = next++; no < load.messages; no = next++) {
      try {
        line ??= await Line.open(load);
        const began = performance.now();
        const said = await line.mail(load, no);
        result.waits.push(performance.now() - began);
        const id = /^250 .*queued as (\w+)/.exec(said)?.[1];
        if (id) result.ids.set(no, id);
        else count(result.refused, said);
      } catch (error) {
        count(result.refused, (error as Error).message);
        line?.end();
        line = null;
      }
    }
    line?.end();
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: load.connections }, work));
  const seconds = (performance.now() - startedAt) / 1000;
  const waits = result.waits.sort((a, b) => a - b);
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0;
  const { ids, refused } = result;
  return { ids, refused, seconds, accepted: ids.size, perSecond: ids.size / seconds, p50: at(0.5), p99: at(0.99) };
}

const count = (map: Map<string, number>, text: string) => {
  const key = text.slice(0, 120);
  map.set(key, (map.get(key) ?? 0) + 1);
};

/** One connection, signed in. */
class Line {
  readonly #socket: Socket;
  #text = "";
  #wake: () => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => {
      this.#text += chunk.toString("latin1");
      this.#wake();
    });
    socket.on("error", () => {});
    socket.on("close", () => this.#wake());
  }

  static async open({ port, tls, key }: SubmissionLoad): Promise<Line> {
    const at = { port, host: "127.0.0.1" };
    const line = new Line(tls ? connectTls({ ...at, rejectUnauthorized: false }) : connect(at));
    await line.#reply();
    await line.#say("EHLO load.test\r\n");
    const said = await line.#say(`AUTH PLAIN ${Buffer.from(`\0load\0${key}`).toString("base64")}\r\n`);
    if (!said.startsWith("235")) throw new Error(said);
    return line;
  }

  async mail(
    { from, bytes, headers = "", to = (no) => `load-${no}@fernway.example` }: SubmissionLoad,
    no: number,
  ): Promise<string> {
    this.#socket.write(`MAIL FROM:<${from}>\r\nRCPT TO:<${to(no)}>\r\nDATA\r\n`);
    const replies = [await this.#reply(), await this.#reply(), await this.#reply()];
    const refused = replies.find((reply) => !/^[23]/.test(reply));
    if (refused) return refused;
    const head = `${headers}From: Load <${from}>\r\nTo: ${to(no)}\r\nSubject: Mail ${no}\r\nMessage-ID: <${no}.${process.pid}@load.test>\r\nDate: Mon, 30 Nov 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n`;
    return this.#say(
      `${head}${"A line of a mail that says nothing else, over and over.\r\n".repeat(Math.ceil(bytes / 57))}.\r\n`,
    );
  }

  end(): void {
    this.#socket.end("QUIT\r\n");
  }

  #say(text: string): Promise<string> {
    this.#socket.write(text);
    return this.#reply();
  }

  async #reply(): Promise<string> {
    for (;;) {
      const match = /^(?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n/.exec(this.#text);
      if (match) {
        this.#text = this.#text.slice(match[0].length);
        return match[0].trim();
      }
      if (this.#socket.destroyed || this.#socket.readableEnded) throw new Error("The connection ended.");
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

export interface SubmissionPlan {
  messages: number;
  connections: number;
  bytes: number;
}

/**
 * How many mails a started worker takes a second over SMTP, each answered when it is committed, while it sends them at the same time; and how
 * long it is until all have left.
 */
export async function runSubmission(
  { messages, connections, bytes }: SubmissionPlan,
  { cleanup, progress }: { cleanup: Cleanup; progress: Progress },
): Promise<{ figures: Figures; bars: Bar[] }> {
  const tools = ensurePostfixTools();
  progress.show("Bundling the worker");
  bundleProcesses();
  const stack = await startStack("bench-submission", "smtp://127.0.0.1:1");
  cleanup.add(() => stack.stop());
  const sink = await SmtpSink.start(tools.sink, stack.folder);
  cleanup.add(() => sink.stop());
  stack.settings.SMTP_URL = `smtp://127.0.0.1:${sink.port}`;
  process.env.SMTP_URL = stack.settings.SMTP_URL;
  const ctx = await makeWorkspace("submission");
  const senderId = await makeSender(ctx, "rsa");
  const { email: from } = await prisma.sender.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: senderId } },
  });
  const { key } = await testKey(ctx);
  const port = await freePort();
  const worker = new WorkerProcess(stack, "submission", {
    SMTP_SUBMISSION_PORTS: `${port}:tls`,
    SMTP_SUBMISSION_PER_MINUTE: "10000000",
  });
  cleanup.add(() => worker.kill());
  await worker.ready();
  const load = { port, tls: true, key, from, connections, bytes };
  progress.show("Handing over mails");
  await submissionLoad({ ...load, messages: Math.min(500, messages) });
  const before = sink.count();
  const startedAt = performance.now();
  const taken = await submissionLoad({ ...load, messages });
  while (sink.count() - before < taken.accepted && performance.now() - startedAt < 300_000)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const sent = ((sink.count() - before) * 1000) / (performance.now() - startedAt);
  return {
    figures: {
      ...{ bytes, connections, takenPerSecond: rounded(taken.perSecond), takenAndSentPerSecond: rounded(sent) },
      ...{ millisecondsToAnswer: { half: rounded(taken.p50), of100: rounded(taken.p99) } },
      notTaken: Object.fromEntries(taken.refused),
    },
    bars: [atLeast("mails taken a second over SMTP, committed", taken.perSecond, 1000)],
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
