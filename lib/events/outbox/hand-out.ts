import { newId } from "@/lib/base/db/ids";
import { plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";
import type { outboxKinds } from "./outbox-kinds";

/** Names in one row: deliveries of a row are made in one transaction, for each endpoint that wants them. */
const A_ROW = 50;
/** For how long events are kept for an endpoint that is disabled, so that it can be caught up with. */
export const KEPT_FOR_CLOSED_MS = 7 * 24 * 3_600_000;

interface Named {
  id: string;
  /** What other programs may be told by it; names of `EVENT_TYPES`. */
  types: readonly string[];
}

/**
 * Leaves word of what was stored for whoever tells other programs, in the transaction that stores it: nothing where no endpoint wants it.
 * One statement a group, whose cost does not grow with the endpoints, so that sending never waits for them.
 */
export async function handOut(tx: SqlTx, kind: (typeof outboxKinds)[number], named: readonly Named[]): Promise<void> {
  if (named.length === 0) return;
  const now = new Date();
  const rowIds = Array.from({ length: Math.ceil(named.length / A_ROW) }, () => newId(now.getTime()));
  await tx.db.$executeRawUnsafe(
    `insert into event_outbox (workspace_id, id, kind, refs, created_at)
     select $1::uuid, ($2::uuid[])[1 + (e.n - 1) / ${A_ROW}], $3::text, array_agg(e.id), $6::timestamptz
       from unnest($4::uuid[], $5::text[]) with ordinality as e(id, types, n),
            (select array_agg(t) as types from webhook_lane l, unnest(l.event_types) as t
              where l.workspace_id = $1::uuid and (l.closed_at is null or l.closed_at > $7::timestamptz)) wanted
      where wanted.types && string_to_array(e.types, ' ')
      group by (e.n - 1) / ${A_ROW}`,
    tx.workspaceId,
    plainArray(rowIds),
    kind,
    plainArray(named.map(({ id }) => id)),
    named.map(({ types }) => types.join(" ")),
    now.toISOString(),
    new Date(now.getTime() - KEPT_FOR_CLOSED_MS).toISOString(),
  );
}
