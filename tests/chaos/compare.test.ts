import type pg from "pg";
import { expect, test } from "vitest";
import { compareBooks, type PeerBook } from "./compare";

interface Row {
  id: string;
  email: string;
  status: string;
  reason: string | null;
}

const row = (name: string, status: string, reason: string | null = null): Row => ({
  id: `id-${name}`,
  email: `${name}@readers.example`,
  status,
  reason,
});

/** Compares a ledger with a peer that took and refused the names given, each under its own id unless told otherwise. */
function compare(
  rows: Row[],
  peer: { taken?: Record<string, string[]>; refused?: string[]; onWire?: string[] },
  recipients = rows.length,
) {
  const pool = { query: async () => ({ rows }) } as unknown as pg.Pool;
  const address = (name: string) => `${name}@readers.example`;
  const book: PeerBook = {
    taken: new Map(Object.entries(peer.taken ?? {}).map(([name, ids]) => [address(name), ids])),
    refused: new Set((peer.refused ?? []).map(address)),
    onWire: new Set((peer.onWire ?? []).map(address)),
  };
  return compareBooks(pool, "campaign", recipients, book);
}

test("books that agree have nothing to report", async () => {
  const rows = [row("a", "sent"), row("b", "failed", "550 5.1.1 no"), row("c", "unconfirmed"), row("d", "unconfirmed")];
  const peer = { taken: { a: ["id-a"], c: ["id-c"] }, refused: ["b"], onWire: ["c", "d"] };
  const result = await compare(rows, peer);
  expect(result).toMatchObject({ duplicates: 0, lost: 0, disagreements: 0, unconfirmed: 2, unconfirmedButTaken: 1 });
  expect(result).toMatchObject({ unconfirmedOffWire: 0, examples: [] });
  expect(result.ledger).toEqual({ sent: 1, failed: 1, unconfirmed: 2 });
});

test("a second copy is found, also of a message that is unconfirmed", async () => {
  const rows = [row("a", "sent"), row("b", "unconfirmed")];
  const result = await compare(rows, { taken: { a: ["id-a", "id-a"], b: ["id-b", "id-b"] } });
  expect(result).toMatchObject({ duplicates: 2, lost: 0, disagreements: 0 });
});

test("a message that is unconfirmed though it was on no wire when something ended is found", async () => {
  const rows = [row("a", "unconfirmed"), row("b", "unconfirmed")];
  const result = await compare(rows, { taken: { a: ["id-a"] }, onWire: ["b"] });
  expect(result).toMatchObject({ unconfirmed: 2, unconfirmedOffWire: 1, disagreements: 0 });
  expect(result.examples).toMatchObject([{ email: "a@readers.example" }]);
});

test("what nobody has and nobody gave up is lost, missing rows too", async () => {
  const rows = [row("a", "pending"), row("b", "deferred", "451 later"), row("c", "sending"), row("d", "skipped")];
  expect(await compare(rows, {}, 6)).toMatchObject({ lost: 6, disagreements: 0 });
  expect(await compare([row("e", "failed")], { refused: ["e"] })).toMatchObject({ lost: 1 });
});

test.each([
  ["sent, never taken", row("a", "sent"), {}],
  ["failed, but taken", row("a", "failed", "550 no"), { taken: { a: ["id-a"] } }],
  ["failed, never refused", row("a", "failed", "550 no"), {}],
  ["pending, but taken", row("a", "pending"), { taken: { a: ["id-a"] } }],
  ["taken under the id of another message", row("a", "sent"), { taken: { a: ["id-z"] } }],
])("ledger and peer disagree: %s", async (_case, given, peer) => {
  expect(await compare([given], peer)).toMatchObject({ duplicates: 0, lost: 0, disagreements: 1 });
});

test("an address that is in no row of the ledger is a disagreement", async () => {
  const result = await compare([row("a", "sent")], { taken: { a: ["id-a"], stranger: ["id-x"] } });
  expect(result).toMatchObject({ disagreements: 1 });
});
