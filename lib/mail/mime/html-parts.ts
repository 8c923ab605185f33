import { encodeQuotedPrintable } from "./quoted-printable";
import { type RawField, type RawMail, rawValue, readRawMail, writeRawMail } from "./raw-mail";

/** Parts of a mail that are looked at; people write a handful. */
const MOST_PARTS = 200;
const MOST_NESTING = 12;
/** Octets of a text that anybody reads. */
const MOST_HTML = 5_000_000;

type Change = (html: string) => string;

/**
 * The mail with what its HTML says changed, wherever it is the mail's own text: not in files, not in mails that it carries, and not where a
 * signature or encryption holds the octets. All else stays octet for octet. A part that cannot be read with certainty stays too.
 */
export function withHtml(mail: RawMail, change: Change): RawMail {
  return changed(mail, { change, left: { parts: MOST_PARTS } }, 0);
}

/** What the HTML parts of a mail say, in their order. */
export function htmlOf(mail: RawMail): string[] {
  const found: string[] = [];
  withHtml(mail, (html) => {
    found.push(html);
    return html;
  });
  return found;
}

interface Work {
  change: Change;
  left: { parts: number };
}

function changed(part: RawMail, work: Work, nesting: number): RawMail {
  if (--work.left.parts < 0 || nesting > MOST_NESTING) return part;
  const type = mediaType(part);
  if (type.name === "text/html") return isFile(part) ? part : changedText(part, type.charset, work.change);
  if (!type.name.startsWith("multipart/") || /^multipart\/(signed|encrypted)$/.test(type.name)) return part;
  const places = type.boundary === null ? [] : sectionsOf(part.body, type.boundary);
  const pieces: Buffer[] = [];
  let from = 0;
  for (const [start, end] of places) {
    const section = part.body.subarray(start, end);
    const after = changedSection(section, work, nesting);
    if (after === section) continue;
    pieces.push(part.body.subarray(from, start), after);
    from = end;
  }
  if (pieces.length === 0) return part;
  return { fields: part.fields, body: Buffer.concat([...pieces, part.body.subarray(from)]) };
}

function changedSection(section: Buffer, work: Work, nesting: number): Buffer {
  try {
    const read = readRawMail(section);
    const after = changed(read, work, nesting + 1);
    return after === read ? section : writeRawMail(after);
  } catch {
    return section;
  }
}

const fieldValue = ({ fields }: RawMail, name: string): string | null => {
  const found = fields.find((field) => field.name === name);
  return found ? rawValue(found) : null;
};

function mediaType(part: RawMail) {
  const value = fieldValue(part, "content-type") ?? "text/plain";
  const parameter = (name: string) => {
    const [, quoted, plain] =
      new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]{0,200})"|([^\\s;"]{1,200}))`, "i").exec(value) ?? [];
    return quoted ?? plain ?? null;
  };
  const name = /^\s*([\w.+-]+\/[\w.+-]+)/.exec(value)?.[1]?.toLowerCase() ?? "text/plain";
  return { name, boundary: parameter("boundary"), charset: (parameter("charset") ?? "us-ascii").toLowerCase() };
}

const isFile = (part: RawMail) => /^\s*attachment\b/i.test(fieldValue(part, "content-disposition") ?? "");

/** Where the sections of a multipart begin and end; none where the boundaries are not as RFC 2046 §5.1.1 has them. */
function sectionsOf(body: Buffer, boundary: string): [start: number, end: number][] {
  const mark = Buffer.from(`--${boundary}`, "utf8");
  const lines: { at: number; next: number; last: boolean }[] = [];
  for (let at = body.indexOf(mark); at >= 0 && lines.length <= MOST_PARTS; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== 10) continue;
    const lineEnd = body.indexOf("\r\n", at);
    const end = lineEnd < 0 ? body.length : lineEnd;
    const rest = body.toString("latin1", at + mark.length, Math.min(end, at + mark.length + 100));
    if (!/^(?:--)?[ \t]*$/.test(rest)) continue;
    lines.push({ at, next: Math.min(end + 2, body.length), last: rest.startsWith("--") });
    if (rest.startsWith("--")) break;
  }
  return lines.flatMap(({ next, last }, index): [number, number][] => {
    const following = lines[index + 1];
    // The line end before a boundary belongs to it.
    return last || !following || following.at - 2 < next ? [] : [[next, following.at - 2]];
  });
}

function changedText(part: RawMail, charset: string, change: Change): RawMail {
  const octets = decoded(part);
  const encoding = encodingOf(charset);
  if (!octets || !encoding || octets.length > MOST_HTML) return part;
  const html = octets.toString(encoding);
  const after = change(html);
  if (after === html) return part;
  const quoted = encoding === "utf8";
  const body = quoted ? encodeQuotedPrintable(after) : base64Lines(Buffer.from(after, "latin1"));
  const cte = `Content-Transfer-Encoding: ${quoted ? "quoted-printable" : "base64"}`;
  const others = part.fields.filter(({ name }) => name !== "content-transfer-encoding");
  const fields: RawField[] = [...others, { name: "content-transfer-encoding", text: cte }];
  return { fields: charset === "us-ascii" ? fields.map(inUtf8) : fields, body: withEnd(body, part.body) };
}

/** What is put in is ASCII, but what was there may be more in spite of its label. */
const inUtf8 = (field: RawField): RawField => {
  if (field.name !== "content-type") return field;
  const bare = field.text.replaceAll("\r\n", "").replace(/;\s*charset\s*=\s*(?:"[^"]*"|[^\s;"]*)/i, "");
  return { ...field, text: `${bare}; charset=utf-8` };
};

/** Ends as it ended. */
const withEnd = (body: Buffer, before: Buffer) => {
  const ends = before.subarray(-2).toString("latin1") === "\r\n";
  const has = body.subarray(-2).toString("latin1") === "\r\n";
  return ends && !has ? Buffer.concat([body, Buffer.from("\r\n")]) : body;
};

/** How octets of a charset are read: as UTF-8, or one by one where ASCII stands for itself in it. Null for those where it does not. */
function encodingOf(charset: string): "utf8" | "latin1" | null {
  if (/^(utf-?8|us-ascii)$/.test(charset)) return "utf8";
  return /^(iso-8859-\d+|windows-125\d|cp125\d|koi8-[ru]|macintosh)$/.test(charset) ? "latin1" : null;
}

function decoded(part: RawMail): Buffer | null {
  const how = (fieldValue(part, "content-transfer-encoding") ?? "7bit").toLowerCase();
  if (how === "base64") return Buffer.from(part.body.toString("latin1"), "base64");
  if (how === "quoted-printable") return unquoted(part.body.toString("latin1"));
  return /^(7bit|8bit|binary)$/.test(how) ? part.body : null;
}

const unquoted = (text: string) =>
  Buffer.from(
    text
      .split("\r\n")
      .map(withoutBlanks)
      .join("\r\n")
      .replace(/=\r\n/g, "")
      .replace(/=([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );

/** A line without the blanks at its end, which no encoder writes (RFC 2045 §6.7). A pattern would try each of a million anew. */
function withoutBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === " " || line[end - 1] === "\t")) end--;
  return line.slice(0, end);
}

function base64Lines(data: Buffer): Buffer {
  const text = data.toString("base64").replace(/.{76}/g, "$&\r\n");
  return Buffer.from(text, "latin1");
}
