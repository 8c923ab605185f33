import { parsePublicId } from "@/lib/base/db/ids";
import { readMessageToken } from "@/lib/content/links/links";
import { parseVerp, signedIdsIn } from "@/lib/mail/mime/verp";
import { addressesIn } from "@/lib/mail/read/fields";

/** UUIDs of messages that texts name, the surest first, each once. */
export interface NamedIds {
  /** With a MAC of ours: in a Message-ID, an address of the message, or its unsubscribe link. */
  signed: string[];
  /** Without one, in any of their forms: anybody who has seen such an id may write it. */
  bare: string[];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/gi;
const PUBLIC_ID = /\bmsg_[1-9A-HJ-NP-Za-km-z]{1,22}\b/g;
const LINK_TOKEN = /\/([A-Za-z0-9_-]{64})(?=[>?/,\s]|$)/g;
/** Of each kind. */
const MOST_IDS = 10;
const MAX_CHARS = 4000;

/** Reads the ids of messages in what a report says or returns; at most ten of each kind, and 4,000 characters of each text. */
export function namedIds(texts: readonly string[]): NamedIds {
  const short = texts.map((text) => text.slice(0, MAX_CHARS));
  const first = (ids: string[]) => [...new Set(ids)].slice(0, MOST_IDS);
  return { signed: first(short.flatMap(signedIn)), bare: first(short.flatMap(bareIn)) };
}

function signedIn(text: string): string[] {
  const addresses = [text, ...addressesIn(text.replaceAll("mailto:", " "))];
  const tokens = [...text.matchAll(LINK_TOKEN)].map(([, token]) => token ?? "");
  return [
    ...addresses.flatMap((address) => parseVerp(address)?.messageId ?? []),
    ...tokens.flatMap((token) => readMessageToken("unsubscribe", token)?.messageId ?? []),
    ...signedIdsIn(text),
  ];
}

function bareIn(text: string): string[] {
  const uuids = [...text.matchAll(UUID)].map(([uuid]) => uuid.toLowerCase());
  return [...uuids, ...[...text.matchAll(PUBLIC_ID)].flatMap(([id]) => fromPublicId(id))];
}

function fromPublicId(id: string): string[] {
  try {
    return [parsePublicId("msg", id)];
  } catch {
    return [];
  }
}
