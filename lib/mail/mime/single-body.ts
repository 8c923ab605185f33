import { cleanHeaderText, encodeWords } from "./encoded-words";
import { encodeQuotedPrintable } from "./quoted-printable";

/** A file of a message. */
export interface MailFile {
  fileName: string;
  contentType: string;
  /** By which the HTML names it (`cid:`); null for a file beside the text. */
  contentId: string | null;
  data: Buffer;
}

/** A part of a message, or a whole body: its own headers, each ended by CRLF, and its octets. */
export interface BodyPart {
  headers: string;
  body: Buffer;
}

/**
 * The body of a message that is made for one mail (RFC 2045, 2046, 2387): text, HTML or both, pictures of the HTML in a
 * `multipart/related` with it, files in a `multipart/mixed` around all.
 */
export function singleBody({ text, html, files }: SingleContent): BodyPart {
  const inline = html === null ? [] : files.filter(({ contentId }) => contentId !== null);
  const beside = files.filter((file) => !inline.includes(file));
  const words = [textPart("plain", text)];
  if (html !== null) {
    const shown = textPart("html", html);
    words.push(
      inline.length > 0 ? multipart("related", [shown, ...inline.map(filePart)], '; type="text/html"') : shown,
    );
  }
  const [only] = words;
  const main = words.length === 1 && only ? only : multipart("alternative", words);
  return beside.length > 0 ? multipart("mixed", [main, ...beside.map(filePart)]) : main;
}

export interface SingleContent {
  text: string;
  html: string | null;
  files: readonly MailFile[];
}

function textPart(kind: "plain" | "html", text: string): BodyPart {
  return {
    headers: `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n`,
    body: Buffer.concat([encodeQuotedPrintable(text), CRLF]),
  };
}

const CRLF = Buffer.from("\r\n", "latin1");

/** Neither quoted-printable nor base64 ever has a line that begins with it, and no two nested parts have the same. */
function multipart(kind: "related" | "alternative" | "mixed", parts: readonly BodyPart[], more = ""): BodyPart {
  const boundary = `=_homing_${kind}`;
  const pieces = parts.flatMap(({ headers, body }) => [latin(`--${boundary}\r\n${headers}\r\n`), body]);
  return {
    headers: `Content-Type: multipart/${kind}${more};\r\n boundary="${boundary}"\r\n`,
    body: Buffer.concat([...pieces, latin(`--${boundary}--\r\n`)]),
  };
}

const latin = (text: string) => Buffer.from(text, "latin1");

function filePart({ fileName, contentType, contentId, data }: MailFile): BodyPart {
  const disposition = contentId === null ? "attachment" : "inline";
  return {
    headers:
      `Content-Type: ${contentType};\r\n name="${oldName(fileName)}"\r\nContent-Transfer-Encoding: base64\r\n` +
      `Content-Disposition: ${disposition};\r\n ${nameParameters(fileName).join(";\r\n ")}\r\n` +
      (contentId === null ? "" : `Content-ID: <${contentId}>\r\n`),
    body: base64Lines(data),
  };
}

/** Lines of 76 characters (RFC 2045 §6.8), 57 octets each. */
function base64Lines(data: Buffer): Buffer {
  const lines: string[] = [];
  for (let at = 0; at < data.length; at += 57) lines.push(data.toString("base64", at, at + 57), "\r\n");
  return latin(lines.length > 0 ? lines.join("") : "\r\n");
}

const isPlainName = (name: string) => name.length <= 60 && /^[\x20-\x7e]*$/.test(name) && !/["\\]/.test(name);

/** For readers from before RFC 2231, which take encoded words in a parameter. */
const oldName = (name: string) => {
  const text = cleanHeaderText(name);
  return isPlainName(text) ? text : encodeWords(text.slice(0, 100), 0);
};

/** The name of a file as parameters (RFC 2231 §3 and 4): as it is, or percent-encoded in pieces. */
function nameParameters(name: string): string[] {
  const text = cleanHeaderText(name);
  if (isPlainName(text)) return [`filename="${text}"`];
  const encoded = encodeURIComponent(text).replace(/['()*!]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  const pieces = encoded.match(/(?:%[0-9a-f]{2}|[^%]){1,20}/gi) ?? [];
  return pieces.map((piece, at) => `filename*${at}*=${at === 0 ? "utf-8''" : ""}${piece}`);
}
