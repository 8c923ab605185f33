/** The peer says something that is no SMTP, or more of it than it may. Nothing after it can be trusted. */
export class SmtpProtocolError extends Error {
  override name = "SmtpProtocolError";
}

/** RFC 5321 §4.5.3.1.5 allows 512 octets a reply line; real servers write more. */
const LINE_LIMIT = 2048;
const REPLY_LIMIT = 64 * 1024;
const MOST_LINES = 500;
const LF = 10;
const CR = 13;
const SPACE = 32;
const HYPHEN = 45;
const ZERO = 48;

/**
 * Cuts the peer's octets into replies (RFC 5321 §4.2). The text of a reply is only decoded when asked for, because the
 * replies to MAIL, RCPT and DATA are almost always looked at by their code alone.
 */
export class ReplyReader {
  /** An unfinished line. */
  #rest: Buffer | null = null;
  /** Code of the multi-line reply that is being read, 0 when there is none. */
  #code = 0;
  #size = 0;
  #lines: string[] = [];
  #chunk: Buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;

  /** True when octets are left that do not make a whole reply. */
  get unfinished(): boolean {
    return this.#rest !== null || this.#code !== 0;
  }

  /**
   * Takes what came from the peer and calls `onReply` for each whole reply in it, until that answers false. Throws
   * SmtpProtocolError when it is no SMTP: garbage, lines of one reply with different codes, over 2 KB a line, 64 KB or 500 lines a reply.
   */
  read(data: Buffer, onReply: (code: number) => boolean): void {
    const chunk = this.#rest ? Buffer.concat([this.#rest, data]) : data;
    this.#rest = null;
    let start = 0;
    while (start < chunk.length) {
      const newline = chunk.indexOf(LF, start);
      if (newline < 0) break;
      if (newline - start > LINE_LIMIT) throw new SmtpProtocolError("it sent a reply line that is too long");
      const end = newline > start && chunk[newline - 1] === CR ? newline - 1 : newline;
      const code = this.#line(chunk, start, end);
      start = newline + 1;
      if (code > 0 && !this.#deliver(code, onReply)) return;
    }
    if (start === chunk.length) return;
    if (chunk.length - start > LINE_LIMIT) throw new SmtpProtocolError("it sent a reply without an end");
    // A copy: the chunk's memory belongs to the socket.
    this.#rest = Buffer.from(chunk.subarray(start));
  }

  /** The reply in one line, `250 2.0.0 first line and the second`. Only inside `onReply`. */
  text(): string {
    const last = this.#lastLine();
    if (this.#lines.length === 0) return last;
    const [first = "", ...others] = [...this.#lines, last];
    const enhanced = /^\d{3}-(\d\.\d{1,3}\.\d{1,3}) /.exec(first)?.[1];
    const texts = others.map((line) => {
      const text = line.slice(4);
      return enhanced && text.startsWith(`${enhanced} `) ? text.slice(enhanced.length + 1) : text;
    });
    return `${first.slice(0, 3)} ${[first.slice(4), ...texts].join(" ").trim()}`;
  }

  /** The reply's lines without their codes. Only inside `onReply`. */
  lines(): string[] {
    return [...this.#lines, this.#lastLine()].map((line) => line.slice(4));
  }

  #lastLine(): string {
    return decode(this.#chunk, this.#start, this.#end);
  }

  #deliver(code: number, onReply: (code: number) => boolean): boolean {
    const go = onReply(code);
    if (this.#lines.length > 0) this.#lines = [];
    return go;
  }

  /** Takes one line; answers the code when it ends a reply, else 0. */
  #line(chunk: Buffer, start: number, end: number): number {
    const code = codeAt(chunk, start, end);
    const separator = end - start > 3 ? chunk[start + 3] : SPACE;
    if (code === 0 || (separator !== SPACE && separator !== HYPHEN)) {
      const line = decode(chunk, start, Math.min(end, start + 80));
      throw new SmtpProtocolError(`it sent "${line}", which is no SMTP reply`);
    }
    if (this.#code !== 0 && code !== this.#code) throw new SmtpProtocolError("it mixed two codes in one reply");
    if (separator === SPACE) {
      this.#chunk = chunk;
      this.#start = start;
      this.#end = end;
      this.#code = 0;
      this.#size = 0;
      return code;
    }
    this.#code = code;
    this.#size += end - start;
    if (this.#size > REPLY_LIMIT || this.#lines.length >= MOST_LINES)
      throw new SmtpProtocolError("it sent a reply without an end");
    this.#lines.push(decode(chunk, start, end));
    return 0;
  }
}

/** 200 to 599, or 0 when the line does not begin with a reply code. */
function codeAt(chunk: Buffer, start: number, end: number): number {
  if (end - start < 3) return 0;
  const hundreds = (chunk[start] ?? 0) - ZERO;
  const tens = (chunk[start + 1] ?? 0) - ZERO;
  const ones = (chunk[start + 2] ?? 0) - ZERO;
  if (hundreds < 2 || hundreds > 5 || tens < 0 || tens > 9 || ones < 0 || ones > 9) return 0;
  return hundreds * 100 + tens * 10 + ones;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u001f\u007f]/;

function decode(chunk: Buffer, start: number, end: number): string {
  const text = chunk.toString("utf8", start, end);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return CONTROL.test(text) ? text.replace(/[\u0000-\u001f\u007f]+/g, " ") : text;
}
