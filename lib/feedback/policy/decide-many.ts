import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { type Decision, decide, type PolicyEvent } from "@/lib/feedback/policy/policy";
import { loadHistories } from "@/lib/feedback/policy/recipient-history";

export interface JudgedMessage {
  event: PolicyEvent;
  messageId: string;
  contactId: string | null;
}

/**
 * What the policy decides for messages of a workspace, in their order, with one look at the past of all their contacts: for a batch of
 * refusals as for a single report. The messages themselves do not count as their own past, so it makes no difference whether their
 * events are recorded already.
 */
export async function decideMany(tx: SqlTx, judged: readonly JudgedMessage[]): Promise<Decision[][]> {
  const contactIds = judged.flatMap(({ contactId, event }) => (contactId && needsHistory(event) ? [contactId] : []));
  const histories = await loadHistories(
    tx,
    [...new Set(contactIds)],
    judged.map(({ messageId }) => messageId),
  );
  return judged.map(({ event, contactId }) => decide(event, histories.get(contactId ?? "")));
}

/** Only failures are judged by what came before. */
function needsHistory({ type, certainty }: PolicyEvent): boolean {
  return certainty === "certain" && (type === "soft_bounce" || type === "hard_bounce");
}
