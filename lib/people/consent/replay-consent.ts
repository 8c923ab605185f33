import type { SubscriptionStatus } from "@/lib/people/addresses/subscription-status.shared";
import type { ConsentKind } from "./record-consent";

/** What a replay needs of a row of the ledger. `status` is null in rows from before it was kept. */
export interface LedgerRow {
  id: string;
  listId: string | null;
  kind: ConsentKind;
  status: SubscriptionStatus | null;
}

const before: Record<ConsentKind, SubscriptionStatus> = {
  opt_in: "confirmed",
  confirm: "confirmed",
  opt_out: "unsubscribed",
};

/**
 * What the rows of one person's ledger say of each list: its id to the status. Rows act in the order of their ids, which rise with the locks of the
 * subscriptions; `occurredAt` is when a request began, and of two at once the later may have come first.
 */
export function replayConsent(rows: readonly LedgerRow[]): Map<string, SubscriptionStatus> {
  const lists = new Map<string, SubscriptionStatus>();
  for (const { listId, kind, status } of rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    if (listId) lists.set(listId, status ?? before[kind]);
  return lists;
}
