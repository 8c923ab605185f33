import type { Ctx } from "@/lib/base/context";
import type { List } from "@/lib/base/db/generated/client";
import { beginSubscriptions } from "@/lib/people/consent/change-subscriptions";
import { failed, type UpsertItem } from "./read-items";
import type { UpsertFailure } from "./schema";

/** The lists that the items name, as far as the workspace has them. */
export async function findNamedLists(tx: Ctx, items: readonly UpsertItem[]): Promise<ReadonlyMap<string, List>> {
  const ids = [...new Set(items.flatMap(({ lists }) => lists.map(({ listId }) => listId)))];
  if (ids.length === 0) return new Map();
  const found = await tx.db.list.findMany({ where: { workspaceId: tx.workspaceId, id: { in: ids } } });
  return new Map(found.map((list) => [list.id, list]));
}

/** Why an item cannot be put on its lists; null when it can. */
export function listFailure(item: UpsertItem, lists: ReadonlyMap<string, List>): UpsertFailure | null {
  for (const [at, { listId }] of item.lists.entries()) {
    const list = lists.get(listId);
    if (!list) return failed(`lists.${at}.listId`, "There is no such list.");
    if (list.archivedAt) return failed(`lists.${at}.listId`, "This list is archived. Restore it first.", "conflict");
  }
  return null;
}

interface Joining {
  contactIds: string[];
  begin: Omit<Parameters<typeof beginSubscriptions>[1], "contactIds">;
}

/** Puts people on the lists of their items, each with proof; those who agreed alike in one statement. Gives whose subscriptions changed. */
export async function saveSubscriptions(
  tx: Ctx,
  people: readonly { item: UpsertItem; id: string }[],
  lists: ReadonlyMap<string, List>,
): Promise<ReadonlySet<string>> {
  const groups = new Map<string, Joining>();
  for (const { item, id } of people) {
    for (const { listId, status } of item.lists) {
      const list = lists.get(listId);
      if (!list) continue;
      const begin = { list, status, comeBack: item.resubscribe, proof: proofOf(tx, item) };
      const name = JSON.stringify([listId, status, item.resubscribe, item.consent]);
      const group: Joining = groups.get(name) ?? { contactIds: [], begin };
      group.contactIds.push(id);
      groups.set(name, group);
    }
  }
  const changed = new Set<string>();
  for (const { contactIds, begin } of groups.values()) {
    const begun = await beginSubscriptions(tx, { ...begin, contactIds: contactIds.sort() });
    for (const { contactId } of begun) changed.add(contactId);
  }
  return changed;
}

function proofOf(tx: Ctx, { consent }: UpsertItem) {
  return {
    method: "api" as const,
    wording: consent?.wording,
    evidence: { ...consent?.evidence, ...(consent?.at && { agreedAt: consent.at }), broughtBy: tx.actor.name },
    ip: consent?.ip,
    userAgent: consent?.userAgent,
  };
}
