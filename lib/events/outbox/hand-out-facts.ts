import { randomBytes } from "node:crypto";
import { deterministicId, newId } from "@/lib/base/db/ids";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import type { NewFact } from "./told-facts";
import { wantedTypes } from "./wanted-types";

/** Facts in one row: deliveries of a row are made in one transaction, for each endpoint that wants them. */
export const FACTS_OF_A_ROW = 50;

/**
 * Leaves word of facts that the ledger has no event for, in the transaction that makes them true. Where no endpoint wants them that is one
 * question by key and nothing is written.
 */
export async function handOutFacts(tx: SqlTx, facts: readonly NewFact[]): Promise<void> {
  if (facts.length === 0) return;
  const now = new Date();
  const wanted = await wantedTypes(tx, now);
  const told = facts
    .filter(({ type }) => wanted.has(type))
    .map((fact) => ({ ...fact, id: deterministicId(fact.occurredAt, randomBytes(10)) }));
  if (told.length === 0) return;
  const rows = Array.from({ length: Math.ceil(told.length / FACTS_OF_A_ROW) }, (_, at) => ({
    id: newId(now.getTime()),
    facts: told.slice(at * FACTS_OF_A_ROW, (at + 1) * FACTS_OF_A_ROW),
  }));
  await tx.db.$executeRawUnsafe(
    `insert into fact_outbox (workspace_id, id, facts, created_at)
     select $1::uuid, r.id, r.facts, $3::timestamptz from json_to_recordset($2::json) as r(id uuid, facts jsonb)`,
    tx.workspaceId,
    JSON.stringify(rows),
    now.toISOString(),
  );
}
