import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { recordEvents } from "@/lib/events/door/record-events";
import type { NewEvent } from "@/lib/events/ledger/event-types";
import { endSuppressions } from "@/lib/people/suppressions/end-suppressions";
import { isSuppressed } from "@/lib/people/suppressions/queries";
import { endSubscriptions } from "./unsubscribe-message";

/** A list as the preferences page shows it. */
export interface PreferenceList {
  id: string;
  name: string;
  description: string | null;
  subscribed: boolean;
}

export interface SavePreferences {
  messageId: string;
  /** Lists the recipient wants; every other list on the page is ended. */
  listIds: readonly string[];
  ip?: string | null | undefined;
  userAgent?: string | null | undefined;
}

interface Recipient {
  contactId: string | null;
  email?: string;
}

/** What the preferences page shows: public lists, lists the contact is on, and whether the address is suppressed. */
export async function findPreferences(
  ctx: Ctx,
  message: Recipient & { id: string },
): Promise<{ lists: PreferenceList[]; suppressed: boolean }> {
  const contactId = message.contactId;
  if (!contactId) return { lists: [], suppressed: true };
  const mine = { workspaceId: ctx.workspaceId, contactId };
  const [lists, contact] = await Promise.all([
    ctx.db.list.findMany({
      where: {
        workspaceId: ctx.workspaceId,
        archivedAt: null,
        OR: [{ isPublic: true }, { subscriptions: { some: { ...mine, status: { not: "unsubscribed" } } } }],
      },
      select: { id: true, name: true, description: true, subscriptions: { where: mine, select: { status: true } } },
      orderBy: { name: "asc" },
      take: 200,
    }),
    ctx.db.contact.findUnique({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: contactId } },
      select: { emailNormalized: true },
    }),
  ]);
  const suppressed = contact !== null && (await isSuppressed(ctx, contact.emailNormalized));
  return {
    suppressed,
    lists: lists.map((list) => ({
      id: list.id,
      name: list.name,
      description: list.description || null,
      subscribed: list.subscriptions.some((one) => one.status === "confirmed"),
    })),
  };
}

/**
 * Saves the recipient's choice of lists, each change with a consent record and an event. Choosing a list again lifts a suppression the
 * recipient caused by unsubscribing, never one after a bounce or a complaint. Throws `not_found`.
 */
export async function savePreferences(ctx: Ctx, input: SavePreferences): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const message = await tx.db.message.findUnique({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: input.messageId } },
      select: { id: true, contactId: true, emailNormalized: true },
    });
    if (!message?.contactId) throw notFound("message");
    const { lists } = await findPreferences(tx, message);
    const wanted = lists.filter((list) => input.listIds.includes(list.id));
    const unwanted = lists.filter((list) => !input.listIds.includes(list.id));
    const joined = await joinLists(tx, message.contactId, wanted);
    const ended = await endSubscriptions(
      tx,
      message.contactId,
      unwanted.map((list) => list.id),
      { messageId: input.messageId, method: "preference_page" },
    );
    if (joined.length > 0) await liftUnsubscribe(tx, message.emailNormalized);
    const left = ended.map((one) => ({ id: one.listId, name: one.list.name }));
    await recordConsents(tx, { ...message, contactId: message.contactId }, { joined, left }, input);
    await recordEvents(tx, [
      ...joined.map((list) => listEvent(tx, "contact.subscribed", list, input)),
      ...left.map((list) => listEvent(tx, "contact.unsubscribed", list, input)),
    ]);
  });
}

async function joinLists(tx: Ctx, contactId: string, wanted: readonly PreferenceList[]): Promise<PreferenceList[]> {
  const joined = wanted.filter((list) => !list.subscribed);
  for (const list of joined) {
    // The link came to the mailbox itself, which is the proof that double opt-in asks for.
    const confirmed = { status: "confirmed" as const, confirmedAt: tx.now(), source: "preference_page" };
    await tx.db.subscription.upsert({
      where: { workspaceId_listId_contactId: { workspaceId: tx.workspaceId, listId: list.id, contactId } },
      create: { workspaceId: tx.workspaceId, id: newId(), listId: list.id, contactId, ...confirmed },
      update: { ...confirmed, unsubscribedAt: null, unsubscribeReason: null, unsubscribeMessageId: null },
    });
  }
  return joined;
}

async function liftUnsubscribe(tx: Ctx, emailNormalized: string): Promise<void> {
  await endSuppressions(tx, { addresses: [emailNormalized], reason: "unsubscribe", ending: "recipient" });
}

async function recordConsents(
  tx: Ctx,
  who: { contactId: string; emailNormalized: string },
  change: { joined: readonly { id: string; name: string }[]; left: readonly { id: string; name: string }[] },
  input: SavePreferences,
): Promise<void> {
  const record = (kind: "opt_in" | "opt_out") => (list: { id: string; name: string }) => ({
    workspaceId: tx.workspaceId,
    id: newId(),
    contactId: who.contactId,
    emailNormalized: who.emailNormalized,
    listId: list.id,
    listName: list.name,
    kind,
    method: "preference_page",
    evidence: { messageId: input.messageId },
    ip: input.ip ?? null,
    userAgent: input.userAgent ?? null,
    occurredAt: tx.now(),
  });
  await tx.db.consentRecord.createMany({
    data: [...change.joined.map(record("opt_in")), ...change.left.map(record("opt_out"))],
  });
}

function listEvent(
  tx: Ctx,
  type: "contact.subscribed" | "contact.unsubscribed",
  list: { id: string; name: string },
  input: SavePreferences,
): NewEvent {
  return {
    type,
    occurredAt: tx.now(),
    messageId: input.messageId,
    ip: input.ip,
    userAgent: input.userAgent,
    data: { listId: list.id, listName: list.name, method: "preference_page" },
  };
}
