import type { Ctx } from "@/lib/base/context";
import { findByKey } from "@/lib/base/db/pg-transaction";
import { lookAgain } from "@/lib/events/custom/look-again";
import { recordEvents } from "@/lib/events/door/record-events";
import { changedNames } from "@/lib/people/contacts/changed-names";
import { contactRoom, noRoomText } from "@/lib/people/contacts/contact-room";
import { changeContactTags } from "@/lib/people/contacts/contact-tags";
import { tellUpdated } from "@/lib/people/contacts/tell-updated";
import { indexWritten } from "@/lib/people/search/index-contacts";
import { type ContactValues, type KnownContact, lockKnown, type Plan, planContacts } from "./match-contacts";
import { failed, type ReadItem, type UpsertItem } from "./read-items";
import { insertPeople, updatePeople } from "./save-contacts";
import { findNamedLists, listFailure, saveSubscriptions } from "./save-subscriptions";
import type { UpsertAction, UpsertFailure } from "./schema";

/** What became of one item; `before` is the contact as it was. */
export interface SavedItem {
  index: number;
  id: string | null;
  action: UpsertAction;
  failure: UpsertFailure | null;
  before: KnownContact | null;
}

type Sound = { item: UpsertItem; known: KnownContact | null; values: ContactValues };
type Person = Sound & { id: string };

/** Saves what can be saved of the items, inside the caller's transaction; the answer has their order. */
export async function saveItems(tx: Ctx, items: readonly ReadItem[]): Promise<SavedItem[]> {
  const results = new Map<number, SavedItem>();
  const fail = (index: number, failure: UpsertFailure) =>
    results.set(index, { index, id: null, action: "failed", failure, before: null });
  const sound: UpsertItem[] = [];
  for (const item of items) {
    if ("failure" in item) fail(item.index, item.failure);
    else sound.push(item);
  }

  await findByKey(tx);
  const lists = await findNamedLists(tx, sound);
  const plans = planContacts(sound, await lockKnown(tx, sound)).map((plan) => {
    const failure = "failure" in plan ? plan.failure : listFailure(plan.item, lists);
    return failure ? { item: plan.item, failure } : plan;
  });
  for (const plan of plans) if ("failure" in plan) fail(plan.item.index, plan.failure);

  const fitting = await withinRoom(tx, plans.filter(isSound), (plan, limit) =>
    fail(plan.item.index, failed("email", noRoomText(limit), "conflict")),
  );
  const people = await savePeople(tx, fitting, (plan) =>
    fail(plan.item.index, failed("email", "Somebody else is adding this contact. Send it again.", "conflict")),
  );
  for (const saved of await saveAround(tx, people, lists)) results.set(saved.index, saved);
  return items.map(({ index }) => results.get(index)!);
}

const isSound = (plan: Plan): plan is Sound => !("failure" in plan);

/** Of a workspace with a limit of contacts: those who are there, and as many new ones as it has room for. */
async function withinRoom(tx: Ctx, plans: readonly Sound[], refuse: (plan: Sound, limit: number) => void) {
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

async function savePeople(
  tx: Ctx,
  plans: readonly Sound[],
  lost: (plan: Sound) => void,
): Promise<(Person & { changed: boolean })[]> {
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

/** Tags, lists and events of those who are saved. The numbers of the workspace come last: everybody who counts something waits for them. */
async function saveAround(
  tx: Ctx,
  people: readonly (Person & { changed: boolean })[],
  lists: Awaited<ReturnType<typeof findNamedLists>>,
): Promise<SavedItem[]> {
  const tagged = await changeContactTags(
    tx,
    people.map(({ id, item }) => ({ contactId: id, add: item.tags, remove: item.removeTags })),
  );
  const subscribed = await saveSubscriptions(tx, people, lists);
  const occurredAt = tx.now();
  const data = { source: "api" };
  await recordEvents(
    tx,
    people.flatMap(({ id, known }) =>
      known ? [] : [{ type: "contact.created" as const, occurredAt, contactId: id, data }],
    ),
  );
  await tellUpdated(
    tx,
    people.flatMap(({ id, known, values }) => {
      if (!known) return [];
      const named = changedNames(known, values);
      return [{ id, changed: tagged.has(id) ? [...named, "tags"] : named }];
    }),
  );
  return people.map(({ item: { index }, id, known, changed }) => {
    const touched = changed || tagged.has(id) || subscribed.has(id);
    const action = known ? (touched ? "updated" : "unchanged") : "created";
    return { index, id, action, failure: null, before: known };
  });
}
