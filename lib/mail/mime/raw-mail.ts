import { isUtf8 } from "node:buffer";

/** A header field of a mail that somebody else composed. */
export interface RawField {
  /** Lower case. */
  name: string;
  /** The whole field with its folds, an octet a character, without the line end. */
  text: string;
}

/** A mail in wire form as somebody else composed it: no octet of its body and of the fields that stay is changed. */
export interface RawMail {
  fields: readonly RawField[];
  body: Buffer;
}

/** Why octets are no mail, in words for whoever wrote them. */
export class RawMailError extends Error {
  override name = "RawMailError";
}

/** Octets of the header section that anybody writes; Gmail takes 500 KB, most systems less. */
const MOST_HEAD = 256 * 1024;
const MOST_FIELDS = 1000;
const END_OF_HEAD = Buffer.from("\r\n\r\n");
const CR = 13;
const LF = 10;

/**
 * Octets with every line end as CRLF (RFC 5321 §2.3.8); the same buffer where they have nothing else. A lone CR or LF is a line end to some
 * readers and none to others, and so a way to hide a second mail in one.
 */
export function withLineEnds(raw: Buffer): Buffer {
  for (let at = raw.indexOf(LF); at >= 0; at = raw.indexOf(LF, at + 1)) if (raw[at - 1] !== CR) return normalised(raw);
  for (let at = raw.indexOf(CR); at >= 0; at = raw.indexOf(CR, at + 1)) if (raw[at + 1] !== LF) return normalised(raw);
  return raw;
}

const normalised = (raw: Buffer) => Buffer.from(raw.toString("latin1").replace(/\r\n|\r|\n/g, "\r\n"), "latin1");

/** Header section and body of octets with CRLF: every line of the section with its end, and what follows the empty line. */
export function splitRaw(raw: Buffer): { head: Buffer; body: Buffer } {
  if (raw[0] === CR && raw[1] === LF) return { head: raw.subarray(0, 0), body: raw.subarray(2) };
  const end = raw.indexOf(END_OF_HEAD);
  if (end < 0) return { head: raw, body: raw.subarray(raw.length) };
  return { head: raw.subarray(0, end + 2), body: raw.subarray(end + 4) };
}

/** Reads octets with CRLF. Throws RawMailError, naming the line, for what no two readers would read alike. */
export function readRawMail(raw: Buffer): RawMail {
  const { head, body } = splitRaw(raw);
  if (head.length > MOST_HEAD) throw new RawMailError(`The header section has more than ${MOST_HEAD} octets.`);
  if (!isUtf8(head)) throw new RawMailError("A header field holds octets that are neither ASCII nor UTF-8.");
  return { fields: fieldsOf(head.toString("latin1")), body };
}

function fieldsOf(head: string): RawField[] {
  const fields: RawField[] = [];
  const lines = head === "" ? [] : head.replace(/\r\n$/, "").split("\r\n");
  // What files of mail begin each with.
  const from = lines[0]?.startsWith("From ") ? 1 : 0;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const last = fields.at(-1);
    if (/^[ \t]/.test(line) && last) {
      last.text += `\r\n${line}`;
      continue;
    }
    const name = /^([!-9;-~]{1,76})[ \t]*:/.exec(line)?.[1];
    if (!name)
      throw new RawMailError(`Line ${at + 1} of the mail is neither a header field nor the empty line after them.`);
    if (fields.length === MOST_FIELDS) throw new RawMailError(`The mail has more than ${MOST_FIELDS} header fields.`);
    fields.push({ name: name.toLowerCase(), text: line });
  }
  return fields;
}

/** What a field says, unfolded, as text. */
export function rawValue({ text }: RawField): string {
  const value = text.slice(text.indexOf(":") + 1).replaceAll("\r\n", "");
  return Buffer.from(value, "latin1").toString("utf8").trim();
}

/** The values of all fields of a name, in their order. */
export const rawValues = (fields: readonly RawField[], name: string): string[] =>
  fields.filter((field) => field.name === name).map(rawValue);

/** The octets again. */
export function writeRawMail({ fields, body }: RawMail): Buffer {
  const head = fields.map(({ text }) => `${text}\r\n`).join("");
  return Buffer.concat([Buffer.from(`${head}\r\n`, "latin1"), body]);
}
