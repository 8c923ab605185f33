import type pg from "pg";
import type { Figures } from "@/lib/run/measure/report";
import { patiently } from "./clock";

/** What the peer knows of addresses. */
export interface PeerBook {
  /** It took mail for them: the ids of the copies. */
  taken: Map<string, string[]>;
  /** It refused them for good. */
  refused: Set<string>;
  /** Their message may have been on the wire when a process or a connection ended. */
  onWire: ReadonlySet<string>;
}

interface LedgerRow {
  id: string;
  email: string;
  status: string;
  reason: string | null;
}

export interface Comparison {
  duplicates: number;
  lost: number;
  disagreements: number;
  unconfirmed: number;
  /** Messages in the ledger by status. */
  ledger: Figures;
  takenByPeer: number;
  /** Unconfirmed messages that the peer has in fact taken. */
  unconfirmedButTaken: number;
  /** Unconfirmed messages that were on no wire when something ended: their answer was there and got lost here. */
  unconfirmedOffWire: number;
  /** The first rows that are wrong, in words. */
  examples: Figures[];
}

const maxExamples = 20;

/** Holds every row of the ledger against what the peer did with that address. */
export async function compareBooks(
  pool: pg.Pool,
  campaignId: string,
  recipients: number,
  peer: PeerBook,
): Promise<Comparison> {
  const { rows } = await patiently(() =>
    pool.query<LedgerRow>(
      `select id, email, status, coalesce(reply_text, bounce_category, skip_reason) as reason
       from message where campaign_id = $1 order by id`,
      [campaignId],
    ),
  );
  const result: Comparison = {
    duplicates: 0,
    lost: 0,
    disagreements: 0,
    unconfirmed: 0,
    ledger: {},
    takenByPeer: peer.taken.size,
    unconfirmedButTaken: 0,
    unconfirmedOffWire: 0,
    examples: [],
  };
  const note = (what: Wrong, text: string, row: Partial<LedgerRow>) => {
    result[what] += 1;
    if (result.examples.length < maxExamples) {
      result.examples.push({ what, text, email: row.email ?? "", status: row.status ?? "", reason: row.reason ?? "" });
    }
  };
  const known = new Set<string>();
  for (const row of rows) {
    known.add(row.email);
    result.ledger[row.status] = Number(result.ledger[row.status] ?? 0) + 1;
    checkRow(row, peer, result, note);
  }
  for (const address of peer.taken.keys()) {
    if (!known.has(address)) note("disagreements", "taken, but not in the ledger", { email: address });
  }
  for (let missing = rows.length; missing < recipients; missing++) note("lost", "no row in the ledger", {});
  return result;
}

type Wrong = "duplicates" | "lost" | "disagreements" | "unconfirmedOffWire";
type Note = (what: Wrong, text: string, row: Partial<LedgerRow>) => void;

function checkRow(row: LedgerRow, peer: PeerBook, result: Comparison, note: Note): void {
  const copies = peer.taken.get(row.email) ?? [];
  if (copies.length > 1) note("duplicates", `taken ${copies.length} times`, row);
  if (copies.some((id) => id !== row.id)) note("disagreements", `taken under the id ${copies.join(", ")}`, row);
  const taken = copies.length > 0;
  switch (row.status) {
    case "sent":
      if (!taken) note("disagreements", "sent by the ledger, never taken", row);
      return;
    case "unconfirmed":
      result.unconfirmed += 1;
      if (taken) result.unconfirmedButTaken += 1;
      if (!peer.onWire.has(row.email)) note("unconfirmedOffWire", "unconfirmed, but on no wire at an end", row);
      return;
    case "failed":
      if (taken) note("disagreements", "failed by the ledger, but taken", row);
      else if (!peer.refused.has(row.email)) note("disagreements", "failed by the ledger, never refused", row);
      else if (!row.reason) note("lost", "failed without a reason", row);
      return;
    default:
      // Everybody in this audience may be written to: no other state is an end.
      if (taken) note("disagreements", `${row.status} by the ledger, but taken`, row);
      else note("lost", "neither taken nor given up with a reason", row);
  }
}
