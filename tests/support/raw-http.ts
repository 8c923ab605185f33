import { connect, type Socket } from "node:net";

export interface RawAnswer {
  /** 0 when the connection ended without an answer. */
  status: number;
  text: string;
  /** The other side left the connection open until we gave up. */
  gaveUp: boolean;
  bytesSent: number;
}

interface RawCall {
  /** Everything up to and with the empty line. */
  head: string;
  /** What follows, as long as the other side takes it. */
  body?: (socket: Socket) => AsyncIterable<Buffer | string> | Iterable<Buffer | string>;
  /** Ours ends here when nobody ended it before: long after any clock of the server, also on a loaded machine. */
  giveUpMs?: number;
}

/** Sends octets exactly as given over a connection of its own and answers all that came back until the end of the connection. */
export function rawHttp(port: number, { head, body, giveUpMs = 25_000 }: RawCall): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    let text = "";
    let bytesSent = 0;
    let gaveUp = false;
    const timer = setTimeout(() => {
      gaveUp = true;
      socket.destroy();
    }, giveUpMs);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
    });
    socket.on("close", () => {
      clearTimeout(timer);
      const status = Number(/^HTTP\/1\.1 (?!100)(\d{3})/m.exec(text)?.[1] ?? 0);
      resolve({ status, text, gaveUp, bytesSent });
    });
    socket.once("connect", async () => {
      socket.write(head);
      for await (const piece of body?.(socket) ?? []) {
        if (socket.destroyed) return;
        bytesSent += piece.length;
        if (!socket.write(piece)) await drained(socket);
      }
    });
  });
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off("drain", done).off("close", done);
      resolve();
    };
    socket.once("drain", done).once("close", done);
  });
}

/** The head of a request with these header lines. */
export const headOf = (method: string, path: string, lines: readonly string[] = []) =>
  [`${method} ${path} HTTP/1.1`, "Host: homing.test", ...lines, "", ""].join("\r\n");

/** `total` bytes as one chunked body, 64 KB a chunk. */
export function* chunked(total: number): Generator<string> {
  const piece = "x".repeat(65_536);
  for (let sent = 0; sent < total; sent += piece.length) yield `10000\r\n${piece}\r\n`;
  yield "0\r\n\r\n";
}

/** One byte every `everyMs`. */
export async function* trickle(everyMs: number, most = 10_000): AsyncGenerator<string> {
  for (let sent = 0; sent < most; sent += 1) {
    yield "x";
    await new Promise((done) => setTimeout(done, everyMs));
  }
}
