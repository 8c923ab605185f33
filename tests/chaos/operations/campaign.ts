import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { RecordingPeer } from "@/tests/load/recording-peer";
import { bringForward, patiently } from "../clock";
import { type Comparison, compareBooks, type PeerBook } from "../compare";
import type { Counts } from "./scene";

/** A peer that takes everything, slowly enough for something to happen meanwhile. */
export interface SlowPeer {
  peer: RecordingPeer;
  book: PeerBook;
  /** What was to happen has happened: the rest at the usual pace. */
  hurry(): void;
}

/** Until it may hurry it is slow to take the last part: what has to happen before the end may take longer on a busy machine. */
const restFrom = 0.7;
const restMs = 2_000;

/** `seconds`: how long all `recipients` take at the least. `onTaken` hears the address and the message's id. */
export async function startSlowPeer(
  { seconds, recipients }: { seconds: number; recipients: number },
  onTaken: (messageId: string) => void = () => {},
): Promise<SlowPeer> {
  const book = { taken: new Map<string, string[]>(), refused: new Set<string>(), onWire: new Set<string>() };
  let mayHurry = false;
  const isRest = () => !mayHurry && book.taken.size > recipients * restFrom;
  const peer: RecordingPeer = await RecordingPeer.start({
    treat: () => ({
      recipient: "250 2.1.5 Ok",
      content: "250 2.0.0 Taken",
      delayMs: Math.max(isRest() ? restMs : 0, (peer.connections.size * seconds * 1000) / recipients),
      drop: null,
    }),
    onTaken: ({ address, messageId }) => {
      book.taken.set(address, [...(book.taken.get(address) ?? []), messageId]);
      onTaken(messageId);
    },
  });
  const hurry = () => {
    mayHurry = true;
  };
  return { peer, book, hurry };
}

/** Waits until the campaign is over and no batch is held. What is only put off is brought forward. */
export async function untilSent(pool: pg.Pool, campaignId: string): Promise<void> {
  for (let looks = 1; ; looks++) {
    const { rows } = await patiently(() =>
      pool.query<{ status: string; open: number; leased: number }>(
        `select status,
           (select count(*)::int from message m where m.campaign_id = c.id
              and m.status in ('pending', 'queued', 'sending', 'deferred')) as open,
           (select count(*)::int from campaign_batch b where b.campaign_id = c.id and b.status = 'leased') as leased
         from campaign c where c.id = $1`,
        [campaignId],
      ),
    );
    const [row] = rows;
    if (row?.status === "sent" && row.open === 0 && row.leased === 0) return;
    if (looks % 20 === 0 && row?.leased === 0) await bringForward(pool);
    await sleep(500);
  }
}

/** Holds the ledger against the peer's book. */
export async function countsOf(
  pool: pg.Pool,
  { campaignId, recipients, book }: { campaignId: string; recipients: number; book: PeerBook },
): Promise<{ counts: Partial<Counts>; comparison: Comparison }> {
  const comparison = await compareBooks(pool, campaignId, recipients, book);
  const { lost, duplicates, disagreements, unconfirmed } = comparison;
  return { comparison, counts: { messagesLost: lost, messagesTwice: duplicates, disagreements, unconfirmed } };
}
