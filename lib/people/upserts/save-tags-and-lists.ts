import type { Ctx } from "@/lib/base/context";
import { findByKey } from "@/lib/base/db/pg-transaction";
import { changeContactTags } from "@/lib/people/contacts/contact-tags";
import type { ReadItem, UpsertItem } from "./read-items";
import { type Beside, type SavedItem, saveItems } from "./save-items";
import { findNamedLists, listFailure, saveSubscriptions } from "./save-subscriptions";

/** Saves items with the tags and lists that they name, inside the caller's transaction. */
export async function saveAll(tx: Ctx, items: readonly ReadItem[]): Promise<SavedItem[]> {
  await findByKey(tx);
  return saveItems(tx, items, await withTagsAndLists(tx, items));
}

async function withTagsAndLists(tx: Ctx, items: readonly ReadItem[]): Promise<Beside> {
  const sound = items.filter((item): item is UpsertItem => !("failure" in item));
  const lists = await findNamedLists(tx, sound);
  return {
    failureOf: (item) => listFailure(item, lists),
    save: async (people) => {
      const changes = people.map(({ id, item }) => ({ contactId: id, add: item.tags, remove: item.removeTags }));
      const tagged = await changeContactTags(tx, changes);
      return { tagged, subscribed: await saveSubscriptions(tx, people, lists) };
    },
  };
}
