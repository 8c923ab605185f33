import { connect, type Socket } from "node:net";

/** A request as octets, without what every request bears (host, authorization, content-length). */
export interface DrivenRequest {
  method: "POST" | "GET";
  path: string;
  body: Buffer | string;
  headers?: Readonly<Record<string, string>>;
}

interface DrivePlan {
  port: number;
  /** Calls under way at once, each on a connection that is kept. */
  connections: number;
  headers: Readonly<Record<string, string>>;
  /** The next request; null at the end. */
  next(): DrivenRequest | null;
  /** Hears every answer. */
  onAnswer?(status: number, body: string, request: DrivenRequest): void;
}

/**
 * Calls a server on this machine as fast as it answers, over connections that stay open, with as little work of its own as HTTP/1.1 allows:
 * what is measured shares its cores with whoever measures. Rejects when a connection breaks before its answer.
 */
export async function drive(plan: DrivePlan): Promise<void> {
  await Promise.all(Array.from({ length: plan.connections }, () => driveOne(plan)));
}

async function driveOne({ port, headers, next, onAnswer }: DrivePlan): Promise<void> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  try {
    const reader = new AnswerReader(socket);
    for (let request = next(); request; request = next()) {
      socket.write(octetsOf(request, port, headers));
      const { status, body } = await reader.read();
      onAnswer?.(status, body, request);
    }
  } finally {
    socket.destroy();
  }
}

function octetsOf({ method, path, body, headers }: DrivenRequest, port: number, shared: DrivePlan["headers"]): Buffer {
  const fields = Object.entries({ ...shared, ...headers, "content-length": String(Buffer.byteLength(body)) });
  const head = [
    `${method} ${path} HTTP/1.1`,
    `host: localhost:${port}`,
    ...fields.map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), Buffer.from(body)]);
}

interface HttpAnswer {
  status: number;
  body: string;
}

/** Reads answers with content-length or in chunks, one at a time, as a server gives them that speaks HTTP/1.1. */
class AnswerReader {
  #text = "";
  #ended: Error | null = null;
  #wake: (() => void) | null = null;

  constructor(socket: Socket) {
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      this.#text += text;
      this.#wake?.();
    });
    const end = (error?: Error) => {
      this.#ended ??= error ?? new Error("The server closed the connection before its answer.");
      this.#wake?.();
    };
    socket.once("error", end);
    socket.once("close", () => end());
  }

  async read(): Promise<HttpAnswer> {
    for (;;) {
      const answer = this.#take();
      if (answer) return answer;
      if (this.#ended) throw this.#ended;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #take(): HttpAnswer | null {
    const headEnd = this.#text.indexOf("\r\n\r\n");
    if (headEnd < 0) return null;
    const head = this.#text.slice(0, headEnd).toLowerCase();
    const start = headEnd + 4;
    const [, length] = /\r\ncontent-length: *(\d+)/.exec(head) ?? [];
    const whole = length === undefined ? this.#chunked(start) : this.#sized(start, Number(length));
    if (!whole) return null;
    this.#text = this.#text.slice(whole.end);
    return { status: Number(head.slice(9, 12)), body: whole.body };
  }

  #sized(start: number, length: number): { body: string; end: number } | null {
    const end = start + length;
    return this.#text.length < end ? null : { body: this.#text.slice(start, end), end };
  }

  #chunked(start: number): { body: string; end: number } | null {
    let body = "";
    for (let at = start; ; ) {
      const line = this.#text.indexOf("\r\n", at);
      if (line < 0) return null;
      const size = Number.parseInt(this.#text.slice(at, line), 16);
      const end = line + 2 + size + 2;
      if (this.#text.length < end) return null;
      if (size === 0) return { body, end };
      body += this.#text.slice(line + 2, line + 2 + size);
      at = end;
    }
  }
}
