import { hash, sign } from "node:crypto";
import { relaxedBody, relaxedHeader } from "@/lib/mail/mime/dkim-canonical";
import type { ComposedMessage } from "@/lib/mail/mime/mime";
import type { DkimKey } from "./dkim-keys";

/**
 * What is signed when present, in this order. Return-Path, Received and trace headers stay out (RFC 6376 §5.4.1);
 * both List-Unsubscribe headers must be in (RFC 8058 §4).
 */
const SIGNED_HEADERS = [
  "from",
  "to",
  "subject",
  "date",
  "message-id",
  "reply-to",
  "cc",
  "sender",
  "in-reply-to",
  "references",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
  "list-id",
  "list-unsubscribe",
  "list-unsubscribe-post",
  "feedback-id",
];

/** Named once more than they occur, so that adding one to the message breaks the signature (RFC 6376 §8.15). */
const OVERSIGNED_HEADERS = new Set(["from", "to", "subject", "date", "message-id", "reply-to", "content-type"]);

/**
 * Signs a composed message with every key, relaxed/relaxed (RFC 6376, 8301, 8463), and answers the DKIM-Signature
 * header lines, each ended by CRLF, ready to stand above the message. The keys work on the thread pool.
 */
export async function dkimSignatures(
  message: ComposedMessage,
  keys: readonly DkimKey[],
  signedAt: Date,
): Promise<string> {
  if (keys.length === 0) return "";
  const bodyHash = hash("sha256", relaxedBody(message.body), "base64");
  const { names, canonical } = selectHeaders(message.headers);
  const signing = keys.map(
    (key) =>
      new Promise<string>((resolve, reject) => {
        const done = (error: Error | null, line: string) => (error ? reject(error) : resolve(line));
        signHeaders(signatureForm(key, names), { canonical, bodyHash, signedAt }, done);
      }),
  );
  return (await Promise.all(signing)).join("");
}

/** A DKIM-Signature line but for what differs from message to message: time, body hash and signature. */
export interface SignatureForm {
  key: DkimKey;
  /** The line as it is written, and its relaxed canonical form, each cut at time and body hash. */
  written: readonly [string, string, string];
  canonical: readonly [string, string, string];
  /** Octets of the finished line with its CRLF; the same for every message. */
  bytes: number;
}

const TIME = "\u0001";
const BODY_HASH = "\u0002";
const TIME_DIGITS = 10;
const BODY_HASH_LENGTH = 44;

/** Prepares the signature line of one key over the named headers. */
export function signatureForm(key: DkimKey, names: readonly string[]): SignatureForm {
  const line =
    `DKIM-Signature: v=1; a=${key.algorithm}; c=relaxed/relaxed; d=${key.domain};\r\n s=${key.selector};` +
    ` t=${TIME};\r\n h=${foldNames(names)};\r\n bh=${BODY_HASH};\r\n b=`;
  const cut = (text: string): [string, string, string] => {
    const [lead = "", rest = ""] = text.split(TIME);
    const [middle = "", tail = ""] = rest.split(BODY_HASH);
    return [lead, middle, tail];
  };
  const octets =
    key.algorithm === "ed25519-sha256"
      ? 64
      : Math.ceil((key.privateKey.asymmetricKeyDetails?.modulusLength ?? 2048) / 8);
  const signature = foldBase64("x".repeat(Math.ceil(octets / 3) * 4)).length;
  return {
    key,
    written: cut(line),
    canonical: cut(relaxedHeader(line)),
    bytes: line.length - 2 + TIME_DIGITS + BODY_HASH_LENGTH + signature + 2,
  };
}

/** What a signature speaks about: the canonical headers named in the form, each ended by CRLF, and the body. */
export interface SignedContent {
  canonical: string;
  bodyHash: string;
  signedAt: Date;
}

/** Signs on the thread pool and gives the finished line, `form.bytes` long. */
export function signHeaders(
  form: SignatureForm,
  { canonical, bodyHash, signedAt }: SignedContent,
  done: (error: Error | null, line: string) => void,
): void {
  const { key, written } = form;
  const time = String(Math.floor(signedAt.getTime() / 1000)).padStart(TIME_DIGITS, "0");
  const fill = (parts: SignatureForm["written"]) => parts[0] + time + parts[1] + bodyHash + parts[2];
  const data = Buffer.from(canonical + fill(form.canonical), "utf8");
  const finish = (error: Error | null, signature: Buffer) =>
    done(error, error ? "" : `${fill(written)}${foldBase64(signature.toString("base64"))}\r\n`);
  // RFC 8463 §3: Ed25519 signs the SHA-256 hash, not the text.
  if (key.algorithm === "ed25519-sha256") sign(null, hash("sha256", data, "buffer"), key.privateKey, finish);
  else sign("sha256", data, key.privateKey, finish);
}

/** The names for `h=`, in the order of their canonical text: what is there, and once more what must not be added. */
export function signedNames(present: ReadonlySet<string>): string[] {
  return SIGNED_HEADERS.flatMap((name) => [
    ...(present.has(name) ? [name] : []),
    ...(OVERSIGNED_HEADERS.has(name) ? [name] : []),
  ]);
}

/** Picks the header fields to sign, from the bottom up for repeated names (RFC 6376 §5.4.2), and canonicalises them. */
function selectHeaders(headers: string): { names: string[]; canonical: string } {
  const byName = new Map<string, string[]>();
  for (const field of headers.split(/\r\n(?![ \t])/)) {
    if (field === "") continue;
    const name = field.slice(0, field.indexOf(":")).trim().toLowerCase();
    byName.set(name, [field, ...(byName.get(name) ?? [])]);
  }
  const names: string[] = [];
  let canonical = "";
  for (const name of SIGNED_HEADERS) {
    for (const field of byName.get(name) ?? []) {
      names.push(name);
      canonical += `${relaxedHeader(field)}\r\n`;
    }
    if (OVERSIGNED_HEADERS.has(name)) names.push(name);
  }
  return { names, canonical };
}

function foldNames(names: readonly string[]): string {
  let folded = "";
  let column = 3;
  for (const [index, name] of names.entries()) {
    const piece = index === 0 ? name : `:${name}`;
    if (column + piece.length > 74) {
      folded += "\r\n ";
      column = 1;
    }
    folded += piece;
    column += piece.length;
  }
  return folded;
}

function foldBase64(value: string): string {
  return (value.match(/.{1,72}/g) ?? []).join("\r\n ");
}
