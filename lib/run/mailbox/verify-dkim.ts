import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { prisma } from "@/lib/base/db/client";
import { t } from "@/lib/language/t";
import type { Authentication } from "@/lib/run/mailbox/schema";

/** A published key: the algorithm's name and the p= tag. */
export interface PublishedKey {
  algorithm: string;
  publicKey: string;
}
export type KeyLookup = (domain: string, selector: string) => Promise<PublishedKey[]>;

/** Verifiers look at a few (RFC 6376 §6.1): each costs a walk through the whole mail. */
const MOST_SIGNATURES = 8;
/** The checker looks for each name of a signature in all fields, so both are bounded. */
const MOST_FIELDS = 500;
const LONGEST_SIGNATURE = 10_000;
/** Lines of the header, folded ones counted: the checker joins them one by one. */
const MOST_LINES = 2000;

type Result = Awaited<ReturnType<typeof dkimVerify>>["results"][number];

/**
 * Verifies the DKIM signatures of a mail (RFC 6376, RFC 8463) with the keys that stand in the database instead of DNS: names such as
 * acme.test have no DNS. mailauth shares no line with what signs, so that a mistake there shows here.
 */
export async function verifyDkim(raw: Buffer, lookup: KeyLookup = storedKeys): Promise<Authentication[]> {
  const mail = boundedMail(raw);
  if (!mail) return [unjudged("unknown", t("The header is too large to be checked here."))];
  const keys = new Map<string, PublishedKey[]>();
  const keysAt = async (name: string) => {
    const [selector = "", domain = ""] = name.split("._domainkey.");
    const found = keys.get(name) ?? (await lookup(domain, selector));
    keys.set(name, found);
    return found;
  };
  const verifyWith = (nth: number) => {
    const resolver = async (name: string) => (await keysAt(name)).slice(nth, nth + 1).map((key) => [recordOf(key)]);
    return dkimVerify(mail, { resolver, strict: true });
  };
  const { results, headerFrom } = await verifyWith(0);
  // A domain can belong to several workspaces, each with a key of its own: one that fits is enough.
  const most = Math.max(0, ...[...keys.values()].map(({ length }) => length));
  for (let nth = 1; nth < most; nth++) {
    const others = await verifyWith(nth);
    others.results.forEach((result, index) => {
      if (result.status.result === "pass") results[index] = result;
    });
  }
  return results.map((result) => authenticationOf(result, keys, headerFrom[0]));
}

/** The mail with its first signatures only; null where its header is larger than people's mail has it. */
function boundedMail(raw: Buffer): Buffer | null {
  // The checker takes bare line feeds for line ends, so they count here too.
  const text = raw.toString("latin1");
  const end = text.search(/\r?\n\r?\n/);
  const at = end < 0 ? raw.length : end;
  const fields = text.slice(0, at).split(/\r?\n(?![ \t])/);
  const isSignature = (field: string) => /^dkim-signature[ \t]*:/i.test(field);
  let signatures = 0;
  const kept = fields.filter((field) => !isSignature(field) || ++signatures <= MOST_SIGNATURES);
  const isTooLong = (field: string) => isSignature(field) && field.length > LONGEST_SIGNATURE;
  const lines = kept.reduce((count, field) => count + field.split("\n", MOST_LINES + 1).length, 0);
  if (kept.length > MOST_FIELDS || lines > MOST_LINES || kept.some(isTooLong)) return null;
  return kept.length === fields.length
    ? raw
    : Buffer.concat([Buffer.from(kept.join("\r\n"), "latin1"), raw.subarray(at)]);
}

function unjudged(status: "none" | "unknown", reason: string): Authentication {
  return { status, domain: null, selector: null, algorithm: null, signed: [], reason };
}

async function storedKeys(domain: string, selector: string): Promise<PublishedKey[]> {
  return prisma.dkimKey.findMany({
    where: { selector, domain: { name: domain } },
    select: { algorithm: true, publicKey: true },
    take: 10,
  });
}

/** What stands in DNS for a key (RFC 6376 §3.6.1). */
function recordOf({ algorithm, publicKey }: PublishedKey): string {
  return `v=DKIM1; k=${algorithm.split("-")[0]}; p=${publicKey}`;
}

function authenticationOf(
  { status, signingDomain: domain = "", selector = "", algo = "", signingHeaders }: Result,
  keys: ReadonlyMap<string, readonly PublishedKey[]>,
  author: string | undefined,
): Authentication {
  if (status.result === "none") return unjudged("none", t("The mail is not signed."));
  const names = (signingHeaders?.keys ?? "").split(":").map((name) => name.trim().toLowerCase());
  const said = { domain, selector, algorithm: algo, signed: [...new Set(names)] };
  if (status.result === "pass") return { ...said, status: "pass", reason: alignment(author, domain) };
  if (keys.get(`${selector}._domainkey.${domain}`)?.length === 0)
    return {
      ...said,
      status: "unknown",
      reason: t("No key of {domain} with this selector is known here.", { domain }),
    };
  return { ...said, status: "fail", reason: failureOf(status.comment) };
}

function failureOf(comment: string | undefined): string {
  if (comment === "body hash did not verify") return t("The body was changed after signing.");
  if (comment === "bad signature") return t("The signature does not fit the headers and the domain's key.");
  return comment
    ? t("The signature is not valid: {comment}.", { comment })
    : t("The signature is not valid: its key is too weak.");
}

/** DMARC alignment (RFC 7489 §3.1.1), relaxed, by name alone. */
function alignment(author: string | undefined, domain: string): string {
  const own = author?.slice(author.lastIndexOf("@") + 1).toLowerCase();
  const aligned = own === domain || own?.endsWith(`.${domain}`) || domain.endsWith(`.${own}`);
  if (aligned) return t("The signature fits, and its domain is the sender's (DMARC alignment).");
  return own
    ? t("The signature fits, but the sender's domain is {domain}.", { domain: own })
    : t("The signature fits, but the sender's domain is missing.");
}
