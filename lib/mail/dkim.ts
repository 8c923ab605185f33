import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";
import type { ComposedMessage } from "./mime";

export type DkimAlgorithm = "rsa-sha256" | "ed25519-sha256";

/** A signing key in use: `privateKey` is parsed once, because parsing a PEM costs more than an RSA signature. */
export interface DkimKey {
  domain: string;
  selector: string;
  algorithm: DkimAlgorithm;
  privateKey: KeyObject;
}

/** A new pair: the private key as PKCS #8 PEM, the public key as it stands in the `p=` tag (base64). */
export interface DkimKeyPair {
  algorithm: DkimAlgorithm;
  privateKeyPem: string;
  publicKey: string;
}

const generate = promisify(generateKeyPair);
const signOnThreadPool = promisify(sign);

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
 * header lines, each ended by CRLF, ready to stand above the message. RSA runs on the thread pool.
 */
export async function dkimSignatures(
  message: ComposedMessage,
  keys: readonly DkimKey[],
  signedAt: Date,
): Promise<string> {
  if (keys.length === 0) return "";
  const bodyHash = createHash("sha256").update(relaxedBody(message.body)).digest("base64");
  const signed = selectHeaders(message.headers);
  const lines = await Promise.all(keys.map((key) => signatureLine(key, signed, bodyHash, signedAt)));
  return lines.join("");
}

/** Reads a PKCS #8 PEM once into a key ready for signing. */
export function loadDkimKey(key: { domain: string; selector: string; privateKeyPem: string }): DkimKey {
  const privateKey = createPrivateKey(key.privateKeyPem);
  const algorithm = privateKey.asymmetricKeyType === "ed25519" ? "ed25519-sha256" : "rsa-sha256";
  return { domain: key.domain, selector: key.selector, algorithm, privateKey };
}

/** Makes a key pair: RSA with 2048 bits (RFC 8301 §3.2) or Ed25519 (RFC 8463). */
export async function generateDkimKey(algorithm: DkimAlgorithm): Promise<DkimKeyPair> {
  const pair =
    algorithm === "ed25519-sha256"
      ? await generate("ed25519")
      : await generate("rsa", { modulusLength: 2048, publicExponent: 0x10001 });
  const privateKeyPem = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { algorithm, privateKeyPem, publicKey: publicKeyTag(pair.publicKey, algorithm) };
}

/** Name and value of the TXT record that publishes a key (RFC 6376 §3.6.1). */
export function dkimDnsRecord(key: { domain: string; selector: string; algorithm: DkimAlgorithm; publicKey: string }) {
  const type = key.algorithm === "ed25519-sha256" ? "ed25519" : "rsa";
  return { name: `${key.selector}._domainkey.${key.domain}`, value: `v=DKIM1; k=${type}; p=${key.publicKey}` };
}

/** The `p=` value of a private key. */
export function publicKeyOf(privateKeyPem: string): string {
  const key = createPublicKey(privateKeyPem);
  return publicKeyTag(key, key.asymmetricKeyType === "ed25519" ? "ed25519-sha256" : "rsa-sha256");
}

/** RFC 8463 §4: the bare 32 octets for Ed25519; RFC 6376 §3.6.1: SubjectPublicKeyInfo for RSA. */
function publicKeyTag(key: KeyObject, algorithm: DkimAlgorithm): string {
  const spki = key.export({ type: "spki", format: "der" });
  return (algorithm === "ed25519-sha256" ? spki.subarray(-32) : spki).toString("base64");
}

async function signatureLine(
  key: DkimKey,
  signed: { names: string[]; canonical: string },
  bodyHash: string,
  signedAt: Date,
): Promise<string> {
  const open =
    `DKIM-Signature: v=1; a=${key.algorithm}; c=relaxed/relaxed; d=${key.domain};\r\n s=${key.selector};` +
    ` t=${Math.floor(signedAt.getTime() / 1000)};\r\n h=${foldNames(signed.names)};\r\n bh=${bodyHash};\r\n b=`;
  const data = Buffer.from(signed.canonical + relaxedHeader(open), "utf8");
  const signature =
    key.algorithm === "ed25519-sha256"
      ? sign(null, createHash("sha256").update(data).digest(), key.privateKey)
      : await signOnThreadPool("sha256", data, key.privateKey);
  return `${open}${foldBase64(signature.toString("base64"))}\r\n`;
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

/** RFC 6376 §3.4.2, without a line end. */
function relaxedHeader(field: string): string {
  const colon = field.indexOf(":");
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, "")
    .replace(/[ \t]+/g, " ")
    .trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** RFC 6376 §3.4.4. Works on octets by way of latin1. */
function relaxedBody(body: Buffer): Buffer {
  const text = body
    .toString("latin1")
    .replace(/[ \t]+/g, " ")
    .replace(/ \r\n/g, "\r\n");
  let end = text.length;
  while (end >= 2 && text.charCodeAt(end - 1) === 10 && text.charCodeAt(end - 2) === 13) end -= 2;
  const trimmed = text.slice(0, end).replace(/ $/, "");
  return Buffer.from(trimmed === "" ? "" : `${trimmed}\r\n`, "latin1");
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
