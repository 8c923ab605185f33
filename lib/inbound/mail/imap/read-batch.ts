import type { ImapFlow } from "imapflow";

export interface FetchedMail {
  uid: bigint;
  raw: Buffer;
  /** Octets it has in the mailbox; more than `raw` holds when it was cut. */
  bytes: number;
}

/** UIDs after `after`, in order. A range that ends in `*` always names the last mail, also an old one (RFC 3501 §6.4.8), so they are filtered. */
export async function uidsAfter(client: ImapFlow, after: bigint, upTo?: bigint): Promise<number[]> {
  const range = `${after + 1n}:${upTo === undefined ? "*" : upTo}`;
  const found = await client.search({ uid: range }, { uid: true });
  if (!found) throw new Incomplete("The server did not answer a search.");
  return found
    .filter((uid) => BigInt(uid) > after && (upTo === undefined || BigInt(uid) <= upTo))
    .sort((a, b) => a - b);
}

/**
 * Mails by UID (rising), each cut at `maxBytes`, without marking them as read. Mails that are gone in the meantime are left out; when one is
 * there and was not handed over, it throws, or that mail would be passed by for good.
 */
export async function fetchMails(client: ImapFlow, uids: readonly number[], maxBytes: number): Promise<FetchedMail[]> {
  const mails: FetchedMail[] = [];
  let seen = 0;
  const wanted = { uid: true, size: true, source: { start: 0, maxLength: maxBytes } } as const;
  for await (const { uid, size, source } of client.fetch(uids.join(","), wanted, { uid: true })) {
    // What nobody asked for, and the same once more, is passed over; a server that goes on so is left.
    seen += 1;
    if (seen > 4 * uids.length + 100) throw new Incomplete("The server sent mails that nobody had asked for.");
    if (!uids.includes(uid) || mails.some((mail) => mail.uid === BigInt(uid))) continue;
    if (source) mails.push({ uid: BigInt(uid), raw: source, bytes: size ?? source.length });
  }
  if (mails.length < uids.length) {
    const there = await uidsAfter(client, BigInt(uids[0]!) - 1n, BigInt(uids.at(-1)!));
    const missing = there.some((uid) => uids.includes(uid) && !mails.some((mail) => mail.uid === BigInt(uid)));
    if (missing) throw new Incomplete("The server did not hand over all mails.");
  }
  return mails.sort((a, b) => Number(a.uid - b.uid));
}

/** The server left something out; the next reading asks again. */
export class Incomplete extends Error {
  override name = "Incomplete";
}
