import { subscriptionStatuses } from "@/lib/people/addresses/subscription-status.shared";
import type { SegmentCondition } from "@/lib/people/segments/schema";

/**
 * What is chosen beside the rules, as rules of a segment; null where that narrows by what no rule says: a segment has nobody who is not shown.
 * `get` reads the address; `listId` is the list that the page is about. Of a list without a status it has those who are subscribed.
 */
export function chosenAsRules(get: (name: string) => string, listId = get("list")): SegmentCondition[] | null {
  const [status, tagId] = [get("status"), get("tag")];
  if (get("query") || get("segment") || get("suppressed") === "yes" || (status && !listId)) return null;
  const list = { kind: "list", listId } as const;
  const ofList: SegmentCondition[] =
    status === "none"
      ? subscriptionStatuses.map((one) => ({ ...list, op: "not_on", status: one }))
      : [{ ...list, op: "on", status: subscriptionStatuses.find((one) => one === status) ?? "confirmed" }];
  return [...(listId ? ofList : []), ...(tagId ? [{ kind: "tag", tagId, op: "has" } as const] : [])];
}
