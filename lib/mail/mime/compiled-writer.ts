import type { MessageArena } from "./compiled-arena";
import type { EncodedRun } from "./compiled-run";
import { maxQuotedBytes, type QuotedCursor, quotePrintable, softBreak } from "./quoted-printable";

/** Writes one message into an arena: ready bytes, encoded runs with this message's tokens, and texts encoded now. */
export class MessageWriter implements QuotedCursor {
  target: Buffer;
  at: number;
  column = 0;
  afterCr = false;
  private start: number;
  private readonly arena: MessageArena;
  private readonly tokens: readonly Buffer[];

  /** `room` is what the message is likely to take; it grows when that was too little. */
  constructor(arena: MessageArena, tokens: readonly string[], room: number) {
    const opened = arena.open(room);
    this.arena = arena;
    this.tokens = arena.tokens(tokens);
    this.target = opened.chunk;
    this.start = opened.at;
    this.at = opened.at;
  }

  /** Octets written so far. */
  get size(): number {
    return this.at - this.start;
  }

  /** Leaves room for octets to be filled in later. */
  skip(bytes: number): void {
    this.ensure(bytes);
    this.at += bytes;
  }

  /** Octets as they are, such as MIME part heads; a new text begins after them. */
  raw(bytes: Buffer): void {
    this.ensure(bytes.length);
    this.target.set(bytes, this.at);
    this.at += bytes.length;
    this.column = 0;
    this.afterCr = false;
  }

  /** Headers, ready or as text; `utf8` when an address in them is not ASCII. */
  headers(parts: readonly (Buffer | string)[], utf8: boolean): void {
    for (const part of parts) {
      if (typeof part !== "string") this.raw(part);
      else {
        this.ensure(part.length * 3);
        this.at += this.target.write(part, this.at, utf8 ? "utf8" : "latin1");
      }
    }
  }

  /** A static run. It was encoded for the start of a line, so whatever line is open is broken softly before it. */
  run(run: EncodedRun): void {
    const { bytes, tokens } = run;
    this.ensure(bytes.length + 3);
    // The line end that a CR before it has made already. Tokens never stand before it.
    const skip = this.afterCr && run.startsWithLf ? 2 : 0;
    if (this.column > 0) softBreak(this);
    const base = this.at - skip;
    this.target.set(skip === 0 ? bytes : bytes.subarray(skip), this.at);
    for (let i = 0; i < tokens.length; i += 2) {
      this.target.set(this.tokens[tokens[i + 1] as number] as Buffer, base + (tokens[i] as number));
    }
    this.at = base + bytes.length;
    this.column = run.endColumn;
    this.afterCr = run.endsWithCr;
  }

  /** A text of this message, encoded behind what stands before it. */
  text(text: string): void {
    this.ensure(maxQuotedBytes(text.length));
    quotePrintable(text, this);
  }

  /** What was written from `offset` on, as long as the arena is not reset. */
  view(offset = 0): Buffer {
    return this.target.subarray(this.start + offset, this.at);
  }

  /** Ends the message and keeps its memory. */
  end(): Buffer {
    this.arena.take(this.at);
    return this.view();
  }

  private ensure(bytes: number): void {
    if (this.target.length - this.at >= bytes) return;
    const written = this.view();
    const { chunk, at } = this.arena.open(written.length * 2 + bytes);
    chunk.set(written, at);
    this.target = chunk;
    this.start = at;
    this.at = at + written.length;
  }
}
