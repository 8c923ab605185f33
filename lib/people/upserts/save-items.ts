import type { Ctx } from "@/lib/base/context";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { lookAgain } from "@/lib/events/custom/look-again";
import { recordInto } from "@/lib/events/door/record-events";
import { erasedText, findErased, readmit } from "@/lib/people/addresses/erased";
import { changedNames } from "@/lib/people/contacts/changed-names";
import { contactRoom, lockContactRoom, noRoomText } from "@/lib/people/contacts/contact-room";
import { tellUpdated } from "@/lib/people/contacts/tell-updated";
import { indexWritten } from "@/lib/people/search/index-contacts";
import { type ContactValues, type KnownContact, lockKnown, type Plan, planContacts } from "./match-contacts";
import { failed, type ReadItem, type UpsertItem } from "./read-items";
import { insertPeople, updatePeople } from "./save-contacts";
import type { UpsertAction, UpsertFailure } from "./schema";

/** What saving people needs of a transaction, in which rows are found by key: one of Prisma has it, and so has a plain connection. */
export type SaveTx = SqlTx & Pick<Ctx, "actor" | "ip" | "now">;

/** What became of one item; `before` is the contact as it was. */
export interface SavedItem {
  index: number;
  id: string | null;
  action: UpsertAction;
  failure: UpsertFailure | null;
  before: KnownContact | null;
}

/** What items say of people beside their own values; see `withTagsAndLists`. */
export interface Beside {
  /** Why an item cannot be saved; null when it can. */
  failureOf(item: UpsertItem): UpsertFailure | null;
  /** Answers whose tags and whose subscriptions changed. */
  save(people: readonly { item: UpsertItem; id: string }[]): Promise<BesideChanged>;
}

export interface BesideChanged {
  tagged: ReadonlySet<string>;
  subscribed: ReadonlySet<string>;
}

/** For items that name neither tags nor lists. */
export const nothingBeside = (): Beside => ({
  failureOf: () => null,
  save: async () => ({ tagged: new Set(), subscribed: new Set() }),
});

type Sound = { item: UpsertItem; known: KnownContact | null; values: ContactValues };
type Person = Sound & { id: string; changed: boolean };

/** Saves what can be saved of the items, inside the caller's transaction; the answer has their order. */
export async function saveItems(tx: SaveTx, items: readonly ReadItem[], beside: Beside): Promise<SavedItem[]> {
  const results = new Map<number, SavedItem>();
  const fail = (index: number, failure: UpsertFailure) =>
    results.set(index, { index, id: null, action: "failed", failure, before: null });
  const sound: UpsertItem[] = [];
  for (const item of items) {
    if ("failure" in item) fail(item.index, item.failure);
    else sound.push(item);
  }

  // One alone is either there, and locked, or needs room.
  if (sound.length > 1) await lockContactRoom(tx);
  const plans = planContacts(sound, await lockKnown(tx, sound)).map((plan) => {
    const failure = "failure" in plan ? plan.failure : beside.failureOf(plan.item);
    return failure ? { item: plan.item, failure } : plan;
  });
  for (const plan of plans) if ("failure" in plan) fail(plan.item.index, plan.failure);

  const present = await withoutErased(tx, plans.filter(isSound), (plan) =>
    fail(plan.item.index, failed("email", erasedText(), "conflict")),
  );
  const fitting = await withinRoom(tx, present, (plan, limit) =>
    fail(plan.item.index, failed("email", noRoomText(limit), "conflict")),
  );
  const people = await savePeople(tx, fitting, (plan) =>
    fail(plan.item.index, failed("email", "Somebody else is adding this contact. Send it again.", "conflict")),
  );
  const around = await beside.save(people);
  await tell(tx, people, around);
  for (const person of people) results.set(person.item.index, savedItem(person, around));
  return items.map(({ index }) => results.get(index)!);
}

const isSound = (plan: Plan): plan is Sound => !("failure" in plan);

/** Who was erased comes back only where the item says that they asked for it. */
async function withoutErased(tx: SaveTx, plans: readonly Sound[], refuse: (plan: Sound) => void): Promise<Sound[]> {
  const erased = await findErased(
    tx,
    plans.filter(isNewAddress).map(({ values }) => values.normalized),
  );
  if (erased.size === 0) return [...plans];
  const left: Sound[] = [];
  for (const plan of plans) {
    const address = plan.values.normalized;
    if (!isNewAddress(plan) || !erased.has(address)) left.push(plan);
    else if (plan.item.resubscribe && (await readmit(tx, address))) left.push(plan);
    else refuse(plan);
  }
  return left;
}

const isNewAddress = ({ known, values }: Sound) => known?.normalized !== values.normalized;

/** Of a workspace with a limit of contacts: those who are there, and as many new ones as it has room for. */
async function withinRoom(tx: SaveTx, plans: readonly Sound[], refuse: (plan: Sound, limit: number) => void) {
  if (plans.every(({ known }) => known)) return plans;
  const room = await contactRoom(tx);
  if (!room) return plans;
  let { left } = room;
  return plans.filter((plan) => {
    if (plan.known) return true;
    if (left > 0) {
      left -= 1;
      return true;
    }
    refuse(plan, room.limit);
    return false;
  });
}

async function savePeople(tx: SaveTx, plans: readonly Sound[], lost: (plan: Sound) => void): Promise<Person[]> {
  const at = tx.now();
  const updated = await updatePeople(
    tx,
    plans.flatMap(({ known, values }) => (known ? [{ known, values }] : [])),
    at,
  );
  const created = await insertPeople(
    tx,
    plans.flatMap(({ known, values }) => (known ? [] : [values])),
    at,
    "api",
  );
  await indexWritten(tx, [...updated, ...created], at);
  await lookAgain(
    tx,
    plans.flatMap(({ known, values }) =>
      values.externalId === (known?.externalId ?? null) ? [] : (values.externalId ?? []),
    ),
  );
  const changed = new Set(updated.map(({ id }) => id));
  const ids = new Map(created.map(({ normalized, id }) => [normalized, id]));
  return plans.flatMap((plan) => {
    const id = plan.known?.id ?? ids.get(plan.values.normalized);
    if (id === undefined) lost(plan);
    return id === undefined ? [] : [{ ...plan, id, changed: changed.has(id) }];
  });
}

/** The numbers of the workspace come last: everybody who counts something waits for them. */
async function tell(tx: SaveTx, people: readonly Person[], { tagged }: BesideChanged): Promise<void> {
  await tellUpdated(
    tx,
    people.flatMap(({ id, known, values }) => {
      if (!known) return [];
      const named = changedNames(known, values);
      return [{ id, changed: tagged.has(id) ? [...named, "tags"] : named }];
    }),
  );
  const created = people.filter(({ known }) => !known);
  if (created.length === 0) return;
  const event = { type: "contact.created" as const, occurredAt: tx.now(), data: { source: "api" } };
  await recordInto(
    tx,
    created.map(({ id }) => ({ ...event, contactId: id })),
  );
}

function savedItem({ item: { index }, id, known, changed }: Person, around: BesideChanged): SavedItem {
  const touched = changed || around.tagged.has(id) || around.subscribed.has(id);
  return { index, id, action: known ? (touched ? "updated" : "unchanged") : "created", failure: null, before: known };
}
