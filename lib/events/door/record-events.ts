import type { Ctx } from "@/lib/base/context";
import { idAt } from "@/lib/base/db/ids";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { inTransaction } from "@/lib/base/db/transaction";
import type { NewEvent } from "@/lib/events/ledger/event-types";
import { applyEvent } from "@/lib/events/ledger/message-facts";
import { handOut } from "@/lib/events/outbox/hand-out";
import { RollUpChanges } from "@/lib/events/roll-ups/roll-up-changes";
import { applyRollUps } from "@/lib/events/roll-ups/roll-up-sql";
import { correctClickBursts } from "./correct-click-bursts";
import { addLinkClickers, insertEvents, lockMessages, touchContacts, updateMessages } from "./event-sql";
import type { MessageRow, StoredEvent } from "./rows";

/**
 * The one door for events. In one transaction it stores them, keeps the first times and counts of their messages, the last
 * activity of their contacts, and the roll-ups. Events whose id is already there, or whose message does not exist, change nothing.
 * Order of arrival does not matter: the earliest time of each outcome counts, once a message.
 *
 * It owns these columns of `message`; callers write the event and leave them alone: sentAt, deliveredAt, failedAt, bouncedAt, bounceKind,
 * complainedAt, unsubscribedAt, first…At, openCount, clickCount. `status`, replies and attempts stay with the caller, except that an
 * `unconfirmed` message becomes `sent` when any event proves that it arrived.
 *
 * Locks, always in this order and sorted by key: message, contact, roll-ups. Callers that lock messages first must do so in id order.
 */
export async function recordEvents(ctx: Ctx, events: readonly NewEvent[]): Promise<{ recorded: number }> {
  if (events.length === 0) return { recorded: 0 };
  return inTransaction(ctx, (tx) => recordInto(tx, events));
}

/** `recordEvents` inside a transaction that is already open. Call it once in a transaction, and last: see `applyRollUps`. */
export async function recordInto(tx: SqlTx, events: readonly NewEvent[]): Promise<{ recorded: number }> {
  const changes = new RollUpChanges();
  const recorded = await recordWithoutRollUps(tx, events, changes);
  await applyRollUps(tx, changes);
  return { recorded };
}

/** All but the roll-ups, whose increments are added to `changes` for the caller to apply. Answers how many events were new. */
export async function recordWithoutRollUps(
  tx: SqlTx,
  events: readonly NewEvent[],
  changes: RollUpChanges,
): Promise<number> {
  const messages = await lockMessages(tx, [...new Set(events.map((event) => event.messageId).filter(isText))].sort());
  const known = events.flatMap((event) => completeEvent(event, messages));
  const inserted = await insertEvents(tx, known);
  const fresh = known.filter((event) => inserted.delete(event.id));
  if (fresh.length === 0) return 0;
  const touched = applyToMessages(fresh, messages, changes);
  const corrected = await correctClickBursts(tx, fresh, touched, changes);
  const named = fresh.map(({ id, type }) => ({ id, types: [type] }));
  await Promise.all([updateMessages(tx, touched), handOut(tx, "events", named)]);
  await addLinkClickers(tx, fresh, corrected, changes);
  await touchContacts(tx, fresh, corrected);
  for (const row of touched) if (row.kind !== "test") changes.moveMessage(row.campaignId, row.before, row.facts);
  return fresh.length;
}

/** Gives the event its id and the campaign and contact of its message; nothing when the message is not in this workspace. */
function completeEvent(event: NewEvent, messages: ReadonlyMap<string, MessageRow>): StoredEvent[] {
  const id = event.id ?? idAt(event.occurredAt);
  if (!event.messageId) return [{ ...event, id }];
  const message = messages.get(event.messageId);
  if (!message) return [];
  const tracked = event.type === "message.opened" || event.type === "message.clicked";
  return [
    {
      ...event,
      id,
      campaignId: message.campaignId,
      contactId: message.contactId,
      actor: event.actor ?? (tracked ? "human" : undefined),
    },
  ];
}

/** Folds the events into the facts of their messages and counts what is counted per event; returns the changed rows in id order. */
function applyToMessages(
  events: readonly StoredEvent[],
  messages: ReadonlyMap<string, MessageRow>,
  changes: RollUpChanges,
): MessageRow[] {
  const touched = new Set<MessageRow>();
  countCreated(events, changes);
  for (const event of events) {
    const message = event.messageId ? messages.get(event.messageId) : undefined;
    if (!message) continue;
    touched.add(message);
    message.facts = applyEvent(message.facts, event);
    if (message.status === "unconfirmed" && PROVES_ARRIVAL.has(event.type)) message.facts.sentAt ??= message.sendingAt;
    if (PROVES_ARRIVAL.has(event.type)) message.arrived = true;
    if (message.campaignId) countEvent(event, message.campaignId, changes);
  }
  return [...touched].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A thousand contacts come at one moment. */
function countCreated(events: readonly StoredEvent[], changes: RollUpChanges): void {
  const counts = new Map<number, number>();
  for (const { type, occurredAt } of events) {
    const at = occurredAt.getTime();
    if (type === "contact.created") counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  for (const [at, count] of counts) changes.addToWorkspace(at, "contacts_created", count);
}

const PROVES_ARRIVAL: ReadonlySet<string> = new Set([
  "message.sent",
  "message.delivered",
  "message.bounced",
  "message.complained",
  "message.opened",
  "message.clicked",
  "message.unsubscribed",
]);

function countEvent(event: StoredEvent, campaignId: string, changes: RollUpChanges): void {
  const key = { campaign_id: campaignId };
  if (event.type === "message.deferred") changes.totals.add(key, "deferred", 1);
  if (event.type === "message.opened") changes.totals.add(key, `${event.actor}_opens`, 1);
  if (event.type !== "message.clicked") return;
  const column = event.actor === "human" ? "human_clicks" : "bot_clicks";
  changes.totals.add(key, column, 1);
  if (event.linkId) changes.links.add({ link_id: event.linkId, campaign_id: campaignId }, column, 1);
}

function isText(value: string | null | undefined): value is string {
  return typeof value === "string";
}
