import type { Ctx } from "@/lib/base/context";
import { endSubscriptions } from "@/lib/people/consent/change-subscriptions";
import { getList } from "./get-list";

/** What a subscription keeps that somebody here ended: no word of the person. */
export const removedBy = (name: string) => `Removed by ${name}`;

/** Ends the subscriptions of many contacts to a list; gives how many ended. */
export async function removeFromList(tx: Ctx, contactIds: readonly string[], listId: string): Promise<number> {
  const list = await getList(tx, listId);
  const ended = await endSubscriptions(tx, {
    contactIds,
    listIds: [list.id],
    reason: removedBy(tx.actor.name),
    proof: { method: "manual", ip: tx.ip },
  });
  return ended.length;
}
