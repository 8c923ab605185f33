import { decodeCharset } from "@/lib/mail/read/decode-charset";
import { type FieldBlock, fieldOf, parseFields } from "@/lib/mail/read/fields";

/** One leaf of a mail, or the head of a mail inside it. */
export interface MailPart {
  fields: FieldBlock;
  /** Media type in lower case, `text/plain` where none is given. */
  type: string;
  /** File name of the part, lower case. */
  name: string;
  /** Decoded text, at most `limits.textChars`. */
  text: string;
  /** How many mails this part is wrapped in: 0 belongs to the mail that was received, 1 to one that it carries. */
  depth: number;
  /** True for the head of a carried mail: `fields` is that mail's header section and `text` its whole source. */
  isMessage: boolean;
}

const limits = { bytes: 4 * 1024 * 1024, parts: 100, nesting: 12, textChars: 256 * 1024, headChars: 128 * 1024 };

interface Walk {
  parts: MailPart[];
  nesting: number;
  depth: number;
}

/**
 * Reads a mail of any make: line ends of every kind, boundaries that are missing or unannounced, carried mails, transfer encodings and
 * charsets. Never throws and always ends: bytes, parts, nesting and text are capped, and every line is looked at a bounded number of times.
 * Ours and not postal-mime, which `parse-mail.ts` shows mails to people with: of a report whose boundary nobody announced, or whose lines
 * end with CR alone, as old gateways write them, postal-mime 4 keeps no part at all.
 */
export function readTree(raw: Uint8Array): { fields: FieldBlock; parts: MailPart[] } {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, limits.bytes));
  const source = normalized(bytes);
  const parts: MailPart[] = [];
  const { fields, body } = splitHead(source);
  walkBody(fields, body, { parts, nesting: 0, depth: 0 });
  return { fields, parts };
}

/** The header section of a raw mail; the rest is not looked at. */
export function readHead(raw: Uint8Array): FieldBlock {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, limits.headChars * 2));
  return splitHead(normalized(bytes)).fields;
}

function normalized(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(/\r\n?/g, "\n")
    .replace(/^\n+/, "")
    .replace(/^From [^\n]*\n/, "");
}

/** Header section and body; a first line that is no field means that there is no header section at all. */
export function splitHead(source: string): { fields: FieldBlock; body: string } {
  if (source.startsWith("\n")) return { fields: new Map(), body: source.slice(1) };
  const end = /\n[ \t]*\n/.exec(source.slice(0, limits.headChars));
  const head = end ? source.slice(0, end.index) : source.slice(0, limits.headChars);
  return { fields: parseFields(head), body: end ? source.slice(end.index + end[0].length) : "" };
}

function walkBody(fields: FieldBlock, body: string, walk: Walk): void {
  if (walk.parts.length >= limits.parts) return;
  const contentType = fieldOf(fields, "content-type") ?? "";
  const type = /^\s*([\w.+-]+\/[\w.+-]+)/.exec(contentType)?.[1]?.toLowerCase() ?? "text/plain";
  if (type.startsWith("multipart/") && walk.nesting < limits.nesting) {
    const sections = sectionsOf(body, paramOf(contentType, "boundary"));
    if (sections) {
      for (const section of sections) {
        const part = splitHead(section);
        walkBody(part.fields, part.body, { ...walk, nesting: walk.nesting + 1 });
      }
      return;
    }
  }
  if (isMessageType(type) && walk.nesting < limits.nesting) {
    walkMessage(fields, type, body, walk);
    return;
  }
  walk.parts.push({
    fields,
    type,
    name: nameOf(fields, contentType),
    ...textOf(fields, contentType, body, walk.depth),
  });
}

function isMessageType(type: string): boolean {
  return (
    type === "message/rfc822" || type === "message/global" || /^(text|message)\/(rfc822|global)-headers$/.test(type)
  );
}

/** A carried mail stands in the list twice: as one part with its header section, and then with its own parts, one level deeper. */
function walkMessage(fields: FieldBlock, type: string, body: string, walk: Walk): void {
  const source = decodeTransfer(fields, body)
    .replace(/^\n+/, "")
    .replace(/^>?From [^\n]*\n/, "");
  const inner = splitHead(source);
  const text = source.slice(0, limits.textChars);
  walk.parts.push({ fields: inner.fields, type, name: "", text, depth: walk.depth, isMessage: true });
  if (type.endsWith("-headers")) return;
  walkBody(inner.fields, inner.body, { ...walk, nesting: walk.nesting + 1, depth: walk.depth + 1 });
}

function textOf(fields: FieldBlock, contentType: string, body: string, depth: number) {
  const decoded = decodeTransfer(fields, body.slice(0, limits.textChars * 2)).slice(0, limits.textChars);
  return { text: decodeCharset(decoded, paramOf(contentType, "charset")), depth, isMessage: false };
}

function nameOf(fields: FieldBlock, contentType: string): string {
  const disposition = fieldOf(fields, "content-disposition") ?? "";
  return (paramOf(disposition, "filename") ?? paramOf(contentType, "name") ?? "").toLowerCase();
}

/** A parameter of a structured field (RFC 2045 §5.1), quoted or not. */
export function paramOf(value: string, name: string): string | null {
  const found = new RegExp(`[;\\s]${name}\\s*=\\s*(?:"([^"]{0,300})"|([^\\s;"]{1,300}))`, "i").exec(
    ` ${value.slice(0, 4000)}`,
  );
  return found?.[1] ?? found?.[2] ?? null;
}

/**
 * The sections of a multipart body, or null when it has none. Where the announced boundary never occurs, the first line that opens with
 * two hyphens and is followed by a Content- field is taken for one.
 */
function sectionsOf(body: string, announced: string | null): string[] | null {
  const boundary = announced && hasBoundary(body, announced) ? announced : unannouncedBoundary(body);
  if (!boundary) return null;
  const delimiter = `\n--${boundary}`;
  const sections: string[] = [];
  const padded = `\n${body}`;
  let at = padded.indexOf(delimiter);
  while (at >= 0 && sections.length < limits.parts) {
    const from = at + delimiter.length;
    if (padded.startsWith("--", from)) break;
    const lineEnd = padded.indexOf("\n", from);
    if (lineEnd < 0) break;
    const next = nextDelimiter(padded, delimiter, lineEnd);
    sections.push(padded.slice(lineEnd + 1, next < 0 ? undefined : next));
    at = next;
  }
  return sections.length > 0 ? sections : null;
}

/** The boundary must end its line, so that a boundary that begins with another one is not mistaken for it. */
function nextDelimiter(text: string, delimiter: string, from: number): number {
  let at = text.indexOf(delimiter, from);
  while (at >= 0 && !/^(?:--)?[ \t]*(?:\n|$)/.test(text.slice(at + delimiter.length, at + delimiter.length + 80))) {
    at = text.indexOf(delimiter, at + 1);
  }
  return at;
}

function hasBoundary(body: string, boundary: string): boolean {
  return `\n${body}`.includes(`\n--${boundary}`);
}

function unannouncedBoundary(body: string): string | null {
  return /(?:^|\n)--(\S[^\n]{0,200}?)[ \t]*\nContent-[A-Za-z-]{1,30}:/i.exec(body.slice(0, 64 * 1024))?.[1] ?? null;
}

/** Undoes Content-Transfer-Encoding; the result still counts one character an octet. */
function decodeTransfer(fields: FieldBlock, body: string): string {
  const encoding = fieldOf(fields, "content-transfer-encoding")?.trim().toLowerCase() ?? "";
  if (encoding.startsWith("base64")) {
    const letters = body.replace(/[^A-Za-z0-9+/]+/g, "");
    return lineEnds(Buffer.from(letters, "base64").toString("latin1"));
  }
  if (!encoding.startsWith("quoted-printable")) return body;
  return lineEnds(
    body
      .replace(/=[ \t]{0,80}\n/g, "")
      .replace(/=([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
}

/** In UTF-16 an octet alone is no line end; those are made alike once it is text. */
function lineEnds(octets: string): string {
  return octets.includes("\0") ? octets : octets.replace(/\r\n?/g, "\n");
}

/** Encoded words (RFC 2047) as text; what cannot be read stays as it is. */
export function decodeWords(value: string): string {
  return decodeCharset(value.slice(0, 10_000), null)
    .replace(/(\?=)[ \t]+(=\?)/g, "$1$2")
    .replace(
      /=\?([\w-]{1,40})(?:\*[\w-]{1,20})?\?([bq])\?([^?]{0,2000})\?=/gi,
      (whole, charset: string, how: string, word: string) => {
        const octets =
          how.toLowerCase() === "b"
            ? Buffer.from(word, "base64").toString("latin1")
            : word
                .replace(/_/g, " ")
                .replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
        return decodeCharset(octets, charset) || whole;
      },
    );
}
