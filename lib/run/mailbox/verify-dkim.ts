import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { prisma } from "@/lib/base/db/client";
import type { Authentication } from "@/lib/run/mailbox/schema";

/** A published key: the algorithm's name and the p= tag. */
export interface PublishedKey {
  algorithm: string;
  publicKey: string;
}
export type KeyLookup = (domain: string, selector: string) => Promise<PublishedKey[]>;

/** Verifiers look at a few (RFC 6376 §6.1): each costs a walk through the whole mail. */
const MOST_SIGNATURES = 8;

/**
 * Verifies the DKIM signatures of a mail (RFC 6376, relaxed/relaxed as we sign) with the keys that stand in the database instead of DNS:
 * names such as acme.test have no DNS. It shares no line with what signs, so that a mistake there shows here.
 */
export async function verifyDkim(raw: Buffer, lookup: KeyLookup = storedKeys): Promise<Authentication[]> {
  const text = raw.toString("latin1");
  const split = text.indexOf("\r\n\r\n");
  const head = split < 0 ? text : text.slice(0, split);
  const body = split < 0 ? "" : text.slice(split + 4);
  const fields = head.split(/\r\n(?![ \t])/);
  const signatures = fields.filter((field) => /^dkim-signature:/i.test(field)).slice(0, MOST_SIGNATURES);
  if (signatures.length === 0) return [none("The mail is not signed.")];
  return Promise.all(signatures.map((field) => checkSignature(field, fields, body, lookup)));
}

async function storedKeys(domain: string, selector: string): Promise<PublishedKey[]> {
  return prisma.dkimKey.findMany({
    where: { selector, domain: { name: domain } },
    select: { algorithm: true, publicKey: true },
    take: 10,
  });
}

function none(reason: string): Authentication {
  return { status: "none", domain: null, selector: null, algorithm: null, signed: [], reason };
}

async function checkSignature(
  field: string,
  fields: readonly string[],
  body: string,
  lookup: KeyLookup,
): Promise<Authentication> {
  const tags = tagsOf(field);
  const domain = tags.get("d") ?? "";
  const selector = tags.get("s") ?? "";
  const algorithm = tags.get("a") ?? "";
  const signed = (tags.get("h") ?? "").split(":").map((name) => name.trim().toLowerCase());
  const said = { domain, selector, algorithm, signed: [...new Set(signed)] };
  if (tags.get("c") !== "relaxed/relaxed") {
    return { ...said, status: "unknown", reason: "Only relaxed/relaxed canonicalisation is checked here." };
  }
  const bodyHash = createHash("sha256").update(relaxedBody(body), "latin1").digest("base64");
  if (bodyHash !== tags.get("bh")) return { ...said, status: "fail", reason: "The body was changed after signing." };
  const keys = await lookup(domain, selector);
  if (keys.length === 0)
    return { ...said, status: "unknown", reason: `No key of ${domain} with this selector is known here.` };
  const data = Buffer.from(signedData(field, fields, signed), "latin1");
  const signature = Buffer.from(tags.get("b") ?? "", "base64");
  if (!keys.some((key) => matches(key, algorithm, data, signature))) {
    return { ...said, status: "fail", reason: "The signature does not fit the headers and the domain's key." };
  }
  return { ...said, status: "pass", reason: alignment(fields, domain) };
}

function matches(key: PublishedKey, algorithm: string, data: Buffer, signature: Buffer): boolean {
  try {
    const isEd25519 = algorithm === "ed25519-sha256";
    const bytes = Buffer.from(key.publicKey, "base64");
    const object = isEd25519 ? ed25519Key(bytes) : createPublicKey({ key: bytes, format: "der", type: "spki" });
    // RFC 8463 §3: Ed25519 signs the hash of the data, RSA the data itself.
    const message = isEd25519 ? createHash("sha256").update(data).digest() : data;
    return verify(isEd25519 ? null : "sha256", message, object, signature);
  } catch {
    return false;
  }
}

const ed25519Prefix = Buffer.from("302a300506032b6570032100", "hex");

function ed25519Key(bytes: Buffer): KeyObject {
  const der = bytes.length === 32 ? Buffer.concat([ed25519Prefix, bytes]) : bytes;
  return createPublicKey({ key: der, format: "der", type: "spki" });
}

function tagsOf(field: string): Map<string, string> {
  const value = field.slice(field.indexOf(":") + 1);
  const pairs = value.split(";").map((tag) => {
    const equals = tag.indexOf("=");
    return [tag.slice(0, equals).trim(), tag.slice(equals + 1).replace(/\s+/g, "")] as const;
  });
  return new Map(pairs.filter(([name]) => name !== ""));
}

/** Headers from the bottom up (RFC 6376 §5.4.2); a name listed more often than it occurs adds nothing. */
function signedData(signature: string, fields: readonly string[], names: readonly string[]): string {
  const left = new Map<string, string[]>();
  for (const field of fields) {
    const name = field.slice(0, field.indexOf(":")).trim().toLowerCase();
    const same = left.get(name);
    if (same) same.push(field);
    else left.set(name, [field]);
  }
  let data = "";
  for (const name of names) {
    const field = left.get(name)?.pop();
    if (field !== undefined) data += `${relaxedHeader(field)}\r\n`;
  }
  return data + relaxedHeader(signature.replace(/(;\s*b\s*=)[^;]*/i, "$1"));
}

/** RFC 6376 §3.4.2. */
function relaxedHeader(field: string): string {
  const colon = field.indexOf(":");
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, "")
    .replace(/[ \t]+/g, " ")
    .trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** RFC 6376 §3.4.4. */
function relaxedBody(body: string): string {
  const lines = body.split("\r\n").map((line) => line.replace(/[ \t]+/g, " ").replace(/ $/, ""));
  while (lines.length > 0 && lines.at(-1) === "") lines.pop();
  return lines.length === 0 ? "" : `${lines.join("\r\n")}\r\n`;
}

function alignment(fields: readonly string[], domain: string): string {
  const from = fields.find((field) => /^from:/i.test(field)) ?? "";
  const author = /@([A-Za-z0-9.-]+)/.exec(from)?.[1]?.toLowerCase();
  const aligned = author === domain || author?.endsWith(`.${domain}`) || domain.endsWith(`.${author}`);
  return aligned
    ? "The signature fits, and its domain is the sender's (DMARC alignment)."
    : `The signature fits, but the sender's domain is ${author ?? "missing"}.`;
}
