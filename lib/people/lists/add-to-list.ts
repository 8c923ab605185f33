import type { Ctx } from "@/lib/base/context";
import { conflict } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import type { ConsentMethod } from "@/lib/people/addresses/consent-methods.shared";
import { beginSubscriptions } from "@/lib/people/consent/change-subscriptions";
import { getList } from "./get-list";

export interface AddToList {
  contactIds: readonly string[];
  listId: string;
  /** Where and how these people agreed. */
  wording: string;
  method: ConsentMethod;
  /** What brought them; see `ConsentProof`. */
  source?: string;
  evidence?: Record<string, string | number | boolean | null>;
}

/**
 * Puts many contacts on a list as confirmed, each with a consent record and an event. Who is on it already stays as they are: in
 * particular nobody who unsubscribed comes back this way. Gives how many are new. For use inside a transaction.
 */
export async function addToList(tx: Ctx, input: AddToList): Promise<number> {
  const list = await getList(tx, input.listId);
  if (list.archivedAt) throw conflict(t("This list is archived. Restore it first."));
  const added = await beginSubscriptions(tx, {
    contactIds: input.contactIds,
    list,
    status: "confirmed",
    comeBack: false,
    proof: {
      ...{ method: input.method, wording: input.wording, source: input.source },
      ...{ evidence: input.evidence, ip: tx.ip },
    },
  });
  return added.length;
}
