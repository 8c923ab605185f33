import type { Socket } from "node:net";
import { ReplyReader, SmtpProtocolError } from "./reply-reader";

/** One whole reply of the peer. */
export interface SmtpReply {
  code: number;
  /** In one line, with its code. */
  text: string;
  /** Line by line, without codes. */
  lines: string[];
}

/** The peer is there, and too slow. */
export class SmtpTimeout extends Error {
  override name = "SmtpTimeout";
}

interface Waiting {
  resolve: (reply: SmtpReply) => void;
  reject: (error: Error) => void;
}

/** One question at a time, as the beginning of a connection needs it. Ends with `release`, which hands the socket on. */
export class Dialogue {
  readonly socket: Socket;
  #reader = new ReplyReader();
  #waiting: Waiting | null = null;
  #early: SmtpReply | null = null;
  #error: Error | null = null;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", this.#onData);
    socket.on("error", this.#onError);
    socket.on("close", this.#onClose);
  }

  /** The next reply. Rejects when the connection ends, the peer speaks no SMTP, or `timeoutMs` goes by (`what` in words). */
  reply(timeoutMs: number, what: string): Promise<SmtpReply> {
    return new Promise((resolve, reject) => {
      if (this.#error) return reject(this.#error);
      const early = this.#early;
      this.#early = null;
      if (early) return resolve(early);
      const timer = setTimeout(() => this.#fail(new SmtpTimeout(`no ${what} within ${timeoutMs / 1000} s`)), timeoutMs);
      this.#waiting = {
        resolve: (reply) => {
          clearTimeout(timer);
          resolve(reply);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
    });
  }

  /** Writes one command line and answers its reply. */
  command(line: string, timeoutMs: number): Promise<SmtpReply> {
    if (!this.#error) this.socket.write(`${line}\r\n`);
    return this.reply(timeoutMs, `reply to ${line.split(" ", 1)[0]}`);
  }

  /** True when the peer has said more than it was asked. */
  get hasMore(): boolean {
    return this.#early !== null || this.#reader.unfinished || this.#error instanceof SmtpProtocolError;
  }

  /** Takes the listeners off; from here on the socket is somebody else's. Throws what broke meanwhile. */
  release(): Socket {
    if (this.#error) throw this.#error;
    if (this.hasMore) throw new SmtpProtocolError("it sent a reply that nobody had asked for");
    this.socket.off("data", this.#onData).off("error", this.#onError).off("close", this.#onClose);
    return this.socket;
  }

  #onData = (chunk: Buffer): void => {
    try {
      this.#reader.read(chunk, (code) => {
        const reply = { code, text: this.#reader.text(), lines: this.#reader.lines() };
        const waiting = this.#waiting;
        this.#waiting = null;
        if (waiting) waiting.resolve(reply);
        else if (this.#early) throw new SmtpProtocolError("it sent replies that nobody had asked for");
        else this.#early = reply;
        return true;
      });
    } catch (error) {
      this.#fail(error as Error);
    }
  };

  #onError = (error: Error): void => this.#fail(error);

  #onClose = (): void => this.#fail(new Error("the connection was closed by the peer"));

  #fail(error: Error): void {
    this.#error ??= error;
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.reject(error);
    this.socket.destroy();
  }
}
