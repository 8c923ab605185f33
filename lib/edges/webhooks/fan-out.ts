import { inPgTransaction, plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";

import { FACTS_OF_A_ROW } from "@/lib/events/outbox/hand-out-facts";
import type { outboxKinds } from "@/lib/events/outbox/outbox-kinds";
import { KEPT_FOR_CLOSED_MS } from "@/lib/events/outbox/wanted-types";
import type { EventFact } from "./event-fact";
import { insertDeliveries } from "./insert-deliveries";
import { wakeLanes } from "./lanes";
import { loadFacts } from "./load-facts";
import { loadToldFacts } from "./load-told-facts";
import { tellEvent } from "./tell-event";

/** Deliveries of one transaction, nearly: the last row that is taken may go over it. */
const MOST_DELIVERIES = 1_000;
/** Rows of the outbox that are looked at in one go. */
const MOST_ROWS = 20;

interface OutboxRow {
  id: string;
  kind: (typeof outboxKinds)[number];
  refs: string[];
}

interface Wish {
  endpointId: string;
  eventTypes: string[];
  open: boolean;
}

/**
 * Makes deliveries of what one workspace has in its outbox: body, deliveries and the end of the outbox's rows in one transaction, so that a
 * worker that dies leaves either all of it or nothing. Two workers take different rows. Answers how many rows were taken; none when
 * there is nothing left.
 */
export async function fanOut(workspaceId: string, now: Date): Promise<number> {
  return inPgTransaction(
    workspaceId,
    async (tx) => {
      const wishes = await findWishes(tx, now);
      const endpoints = wishes.filter(({ open }) => open).length;
      const rows = await takeRows(tx, endpoints);
      const told = await takeFacts(tx, endpoints);
      if (rows.length + told.length === 0) return 0;
      const wanted = new Set(wishes.flatMap(({ eventTypes }) => eventTypes));
      const all = [...(await factsOf(tx, rows)), ...(await loadToldFacts(tx, told))];
      const facts = all.filter(({ type }) => wanted.has(type));
      await keepBodies(tx, facts, now);
      const pairs = facts.flatMap(({ id, type }) =>
        wishes
          .filter(({ open, eventTypes }) => open && eventTypes.includes(type))
          .map(({ endpointId }) => ({ eventId: id, endpointId })),
      );
      const due = await insertDeliveries(tx, pairs, now);
      await wakeLanes(tx, due, now);
      await forget(tx, "event_outbox", rows);
      await forget(tx, "fact_outbox", told);
      return rows.length + told.length;
    },
    { byKey: true },
  );
}

/** Those that are disabled still count for some days: what happens meanwhile is kept, and can be replayed. */
function findWishes(tx: SqlTx, now: Date): PromiseLike<Wish[]> {
  return tx.db.$queryRawUnsafe<Wish[]>(
    `select endpoint_id as "endpointId", event_types as "eventTypes", closed_at is null as open
       from webhook_lane where workspace_id = $1::uuid and (closed_at is null or closed_at > $2::timestamptz)`,
    tx.workspaceId,
    new Date(now.getTime() - KEPT_FOR_CLOSED_MS).toISOString(),
  );
}

async function takeRows(tx: SqlTx, endpoints: number): Promise<OutboxRow[]> {
  const rows = await tx.db.$queryRawUnsafe<OutboxRow[]>(
    `select id, kind, refs from event_outbox where workspace_id = $1::uuid order by id limit ${MOST_ROWS} for update skip locked`,
    tx.workspaceId,
  );
  let deliveries = 0;
  return rows.filter(({ kind, refs }) => {
    const fits = deliveries < MOST_DELIVERIES;
    // What was delivered was sent too.
    deliveries += refs.length * (kind === "delivered" ? 2 : 1) * Math.max(1, endpoints);
    return fits;
  });
}

/** The same of what has no event. */
function takeFacts(tx: SqlTx, endpoints: number): PromiseLike<{ id: string; facts: unknown }[]> {
  return tx.db.$queryRawUnsafe<{ id: string; facts: unknown }[]>(
    "select id, facts from fact_outbox where workspace_id = $1::uuid order by id limit $2::int for update skip locked",
    tx.workspaceId,
    Math.max(1, Math.floor(MOST_DELIVERIES / (FACTS_OF_A_ROW * Math.max(1, endpoints)))),
  );
}

async function forget(tx: SqlTx, table: "event_outbox" | "fact_outbox", rows: readonly { id: string }[]) {
  if (rows.length === 0) return;
  await tx.db.$executeRawUnsafe(
    `delete from ${table} where workspace_id = $1::uuid and id = any($2::uuid[])`,
    tx.workspaceId,
    plainArray(rows.map(({ id }) => id)),
  );
}

async function factsOf(tx: SqlTx, rows: readonly OutboxRow[]): Promise<EventFact[]> {
  const byKind = Map.groupBy(rows, ({ kind }) => kind);
  const facts: EventFact[] = [];
  for (const [kind, own] of byKind) {
    facts.push(
      ...(await loadFacts(
        tx,
        kind,
        own.flatMap(({ refs }) => refs),
      )),
    );
  }
  return facts;
}

async function keepBodies(tx: SqlTx, facts: readonly EventFact[], now: Date): Promise<void> {
  if (facts.length === 0) return;
  await tx.db.$executeRawUnsafe(
    `insert into webhook_event (workspace_id, id, type, occurred_at, contact_id, body, created_at)
     select $1::uuid, e.id, e.type, e.occurred_at, e.contact_id, e.body, $7::timestamptz
       from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::uuid[], $6::text[]) as e(id, type, occurred_at, contact_id, body)
     on conflict do nothing`,
    tx.workspaceId,
    plainArray(facts.map(({ id }) => id)),
    facts.map(({ type }) => type),
    facts.map(({ occurredAt }) => occurredAt.toISOString()),
    plainArray(facts.map(({ contactId }) => contactId)),
    facts.map(tellEvent),
    now.toISOString(),
  );
}
