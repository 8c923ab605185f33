import { newId } from "@/lib/base/db/ids";
import { plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";
import type { outboxKinds } from "./outbox-kinds";
import { wantedTypes } from "./wanted-types";

/** Names in one row: deliveries of a row are made in one transaction, for each endpoint that wants them. */
const A_ROW = 50;

interface Named {
  id: string;
  /** What other programs may be told by it; names of `EVENT_TYPES`. */
  types: readonly string[];
}

/**
 * Leaves word of what was stored for whoever tells other programs, in the transaction that stores it. Where no endpoint wants it that is one
 * question by key a group, so that sending waits for nobody.
 */
export async function handOut(tx: SqlTx, kind: (typeof outboxKinds)[number], named: readonly Named[]): Promise<void> {
  if (named.length === 0) return;
  const now = new Date();
  const wanted = await wantedTypes(tx, now);
  const refs = named.filter(({ types }) => types.some((type) => wanted.has(type))).map(({ id }) => id);
  if (refs.length === 0) return;
  const rows = Array.from({ length: Math.ceil(refs.length / A_ROW) }, (_, at) =>
    plainArray(refs.slice(at * A_ROW, (at + 1) * A_ROW)),
  );
  await tx.db.$executeRawUnsafe(
    `insert into event_outbox (workspace_id, id, kind, refs, created_at)
     select $1::uuid, r.id, $2::text, r.refs::uuid[], $5::timestamptz from unnest($3::uuid[], $4::text[]) as r(id, refs)`,
    tx.workspaceId,
    kind,
    plainArray(rows.map(() => newId(now.getTime()))),
    rows,
    now.toISOString(),
  );
}
