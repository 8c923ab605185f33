import { plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";
import { countStored, holdGoals } from "./count-goals";
import type { KeyedEvent } from "./new-event";

/** What became of one event. */
export interface StoredOutcome {
  status: "stored" | "duplicate";
  /** Of the event that is stored, the earlier one of a duplicate; null where that was stored this very moment. */
  id: string | null;
  contactId: string | null;
  /** It says who somebody is, and that has to be looked at. */
  waits: boolean;
}

interface Row {
  id: string;
  messageKey: string;
  stored: boolean;
  contactId: string | null;
  waits: boolean;
}

/**
 * Stores up to a thousand events with one statement, each message once, and finds out whose they are: by the contact that they name, by the
 * id of the other program, by an alias, else by address; the id of a browser counts only where nothing else says who it is, as devices change
 * hands. Those that say who somebody is are left for lib/people/identities in the same
 * transaction, and the goals that they reach are counted in it. The answer has the order of the events.
 */
export async function storeEvents(
  tx: SqlTx,
  events: readonly KeyedEvent[],
  json = JSON.stringify(events),
): Promise<StoredOutcome[]> {
  const [, rows] = await Promise.all([holdGoals(tx), tx.db.$queryRawUnsafe<Row[]>(STORE, tx.workspaceId, json)]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const earlier = await findEarlier(
    tx,
    rows.filter(({ stored }) => !stored),
  );
  await countStored(
    tx,
    rows.filter(({ stored }) => stored).map(({ id }) => id),
  );
  return events.map(({ id, messageKey }) => {
    const row = byId.get(id);
    if (row?.stored) return { status: "stored", id, contactId: row.contactId, waits: row.waits };
    const before = earlier.get(messageKey);
    return { status: "duplicate", id: before?.id ?? null, contactId: before?.contactId ?? null, waits: false };
  });
}

/** A message that another transaction has stored since this one began is not seen by it. */
async function findEarlier(tx: SqlTx, rows: readonly Row[]): Promise<ReadonlyMap<string, Omit<Row, "stored">>> {
  if (rows.length === 0) return new Map();
  const found = await tx.db.$queryRawUnsafe<Omit<Row, "stored">[]>(
    `select id, message_key as "messageKey", contact_id as "contactId" from custom_event
      where workspace_id = $1::uuid and message_key = any($2::uuid[])`,
    tx.workspaceId,
    plainArray(rows.map(({ messageKey }) => messageKey)),
  );
  return new Map(found.map((row) => [row.messageKey, row]));
}

/** Sorted by what is unique: two groups that have messages in common wait for each other in one order. */
const STORE = `
  with given as materialized (
    select * from json_to_recordset($2::json) as g(id uuid, "messageKey" uuid, kind text, name text, "occurredAt" timestamptz, "messageId" text,
           "contactId" uuid, "userId" text, "anonymousId" text, email text, introduces boolean, identifies boolean, trusted boolean, source text, properties jsonb, details jsonb)
  ), known as materialized (
    select g.*, coalesce(
             (select c.id from contact c where c.workspace_id = $1::uuid and c.id = g."contactId" limit 1),
             (select c.id from contact c where c.workspace_id = $1::uuid and c.external_id = g."userId" limit 1),
             (select a.contact_id from contact_alias a where a.workspace_id = $1::uuid and a.value = g."userId" limit 1),
             (select c.id from contact c where c.workspace_id = $1::uuid and c.email_normalized = g.email limit 1),
             (select a.contact_id from contact_alias a where a.workspace_id = $1::uuid and a.value = g."anonymousId"
                and g."contactId" is null and g."userId" is null and g.email is null limit 1)) as contact
      from given g
  ), stored as (
    insert into custom_event (workspace_id, id, kind, name, occurred_at, message_id, message_key, contact_id, user_id, anonymous_id, source,
                              said, details)
    select $1::uuid, id, kind, name, "occurredAt", "messageId", "messageKey", contact, "userId", "anonymousId", source, properties, details
      from known order by "messageKey"
    on conflict do nothing
    returning id
  ), waiting as (
    insert into event_identity (workspace_id, event_id, trusted)
    select $1::uuid, k.id, coalesce(k.trusted, false) from known k join stored s on s.id = k.id
     where k.identifies or (k.introduces and k.contact is null)
    returning event_id
  )
  select k.id, k."messageKey", s.id is not null as stored, k.contact as "contactId", w.event_id is not null as waits
    from known k left join stored s on s.id = k.id left join waiting w on w.event_id = k.id`;
