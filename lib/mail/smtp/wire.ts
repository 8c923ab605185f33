import { isAscii } from "node:buffer";
import type { OutgoingMessage } from "@/lib/mail/transport";
import type { Capabilities } from "./capabilities";

/** The commands that open one transaction, each with its CRLF. */
export interface Envelope {
  mail: string;
  rcpt: string;
}

const NEWLINE_DOT = Buffer.from("\n.");
const DOT = 46;
const LF = 10;
const CR = 13;
/** Anything but printable ASCII without angle brackets: what may need SMTPUTF8, or may not be on the wire at all. */
const UNUSUAL = /[^\x20-\x3b\x3d\x3f-\x7e]/;
const FORBIDDEN = /[\p{Cc}<>]/u;

/**
 * Why a message cannot go to a peer with these capabilities, as the reply that such a peer would give; null when it can.
 * Nothing of it touches the wire.
 */
export function localRefusal(message: OutgoingMessage, offered: Capabilities): string | null {
  const unusual = isUnusual(message);
  if (unusual) {
    if (FORBIDDEN.test(message.envelopeTo))
      return "553 5.1.3 The recipient's address holds characters that no address may.";
    if (FORBIDDEN.test(message.envelopeFrom)) return "553 5.1.7 The return path holds characters that no address may.";
  }
  if ((message.smtpUtf8 || unusual) && !offered.smtpUtf8) {
    return "550 5.6.7 The mail server does not take internationalised addresses (SMTPUTF8).";
  }
  if (offered.maxSize !== null && message.raw.length > offered.maxSize) {
    return `552 5.3.4 The message has ${message.raw.length} bytes; the mail server takes ${offered.maxSize} at most.`;
  }
  if (!offered.eightBit && !isSevenBit(message)) return "554 5.6.3 The mail server does not take 8-bit content.";
  return null;
}

/** MAIL and RCPT with the parameters that the peer offers (SIZE, BODY, SMTPUTF8, DSN). */
export function envelopeOf(message: OutgoingMessage, offered: Capabilities): Envelope {
  const utf8 = message.smtpUtf8 || isUnusual(message);
  let mail = `MAIL FROM:<${message.envelopeFrom}>`;
  let rcpt = `RCPT TO:<${message.envelopeTo}>`;
  if (offered.size) mail += ` SIZE=${message.raw.length}`;
  if (offered.eightBit && !isSevenBit(message)) mail += " BODY=8BITMIME";
  if (utf8) mail += " SMTPUTF8";
  if (offered.dsn) {
    mail += ` RET=HDRS ENVID=${xtext(message.id)}`;
    rcpt += ` NOTIFY=FAILURE,DELAY ORCPT=${utf8 ? utf8Recipient(message.envelopeTo) : `rfc822;${xtext(message.envelopeTo)}`}`;
  }
  return { mail: `${mail}\r\n`, rcpt: `${rcpt}\r\n` };
}

function isUnusual({ wireReady, envelopeTo, envelopeFrom }: OutgoingMessage): boolean {
  return !wireReady && (UNUSUAL.test(envelopeTo) || UNUSUAL.test(envelopeFrom));
}

function isSevenBit({ wireReady, raw }: OutgoingMessage): boolean {
  return wireReady || isAscii(raw);
}

/** RFC 3461 §4: everything but printable ASCII without `+` and `=` as `+HH`. ASCII only. */
export function xtext(text: string): string {
  return /[^!-*,-<>-~]/.test(text)
    ? text.replace(/[^!-*,-<>-~]/g, (char) => `+${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`)
    : text;
}

/** RFC 6533 §3: the `utf-8` address type, where the peer takes UTF-8 as it is. */
function utf8Recipient(address: string): string {
  return `utf-8;${address.replace(/[ \\+=]/g, (char) => `\\x{${char.charCodeAt(0).toString(16).toUpperCase()}}`)}`;
}

/** What goes on the wire for a message after 354: the content with its dots stuffed, and what ends it. */
export function wireContent({ raw, wireReady }: OutgoingMessage): { content: Buffer; end: string } {
  return wireReady ? { content: raw, end: ".\r\n" } : { content: dotStuff(raw), end: endOfContent(raw) };
}

/**
 * The content with a second dot before each line that begins with one (RFC 5321 §4.5.2); the same buffer when none does.
 * A dot after a bare LF is doubled too, so that a peer that takes LF for a line end can never see the end of data there.
 */
export function dotStuff(raw: Buffer): Buffer {
  let at = raw[0] === DOT ? 0 : nextDot(raw, 0);
  if (at < 0) return raw;
  const parts: Buffer[] = [];
  let from = 0;
  while (at >= 0) {
    parts.push(raw.subarray(from, at + 1));
    from = at;
    at = nextDot(raw, at);
  }
  parts.push(raw.subarray(from));
  return Buffer.concat(parts);
}

/** Position of the next dot that begins a line, or -1. */
function nextDot(raw: Buffer, from: number): number {
  const newline = raw.indexOf(NEWLINE_DOT, from);
  return newline < 0 ? -1 : newline + 1;
}

/** What ends the content: CRLF where it is missing, and the dot. */
export function endOfContent(raw: Buffer): string {
  const length = raw.length;
  const ended = length === 0 || (raw[length - 1] === LF && raw[length - 2] === CR);
  return ended ? ".\r\n" : "\r\n.\r\n";
}

const KEPT_BYTES = 1024 * 1024;

/**
 * One block of memory a connection in which content and commands are put together, so that they leave in one write. It is
 * used again only when the socket has let go of it.
 */
export class WireBuffer {
  #block = Buffer.allocUnsafeSlow(64 * 1024);

  /** Content followed by commands. `free` says that nothing of the block is still waiting to be written. */
  join(content: Buffer, commands: string, free: boolean): Buffer {
    const most = content.length + commands.length * 3;
    const block = free && most <= KEPT_BYTES ? this.#atLeast(most) : Buffer.allocUnsafe(most);
    content.copy(block, 0);
    const length = content.length + block.write(commands, content.length, "utf8");
    return block.subarray(0, length);
  }

  #atLeast(bytes: number): Buffer {
    if (this.#block.length < bytes) this.#block = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(bytes)));
    return this.#block;
  }
}
