import type { Ctx } from "@/lib/base/context";
import { type FollowUp, nothingToFollow } from "@/lib/feedback/policy/follow-up";
import type { TransportOutcome } from "@/lib/mail/transport";
import { readJournal, removeJournal } from "./journal";
import type { Hold } from "./lease";
import { recordOutcomes } from "./record-outcomes";

/** Words of a message whose answer nobody heard. */
const LOST_WORDS = "Sending was interrupted before the answer came.";

/**
 * Called by whoever has just leased a batch that an earlier holder did not give back. What that one had in hand is read
 * from its journal: answers that came are recorded, what had begun to leave without an answer becomes `unconfirmed` and is
 * never sent again (a later bounce, open or delivery report resolves it), and what had not begun simply waits on. Without the
 * journal (another machine, a lost disk), or where it is damaged, everything in hand counts as begun. Answers how many became
 * `unconfirmed`, and what the answers leave to do.
 */
export async function takeOver(ctx: Ctx, lease: Hold): Promise<{ lost: number; followUp: FollowUp }> {
  if (!lease.left) return { lost: 0, followUp: nothingToFollow };
  const { holder, inHand } = lease.left;
  const journal = readJournal(lease.batchId, holder);
  const reported = journal?.outcomes ?? [];
  const answered = new Set(reported.map((outcome) => outcome.messageId));
  const begun = new Set(journal?.handedOver ?? []);
  if (!journal || journal.damaged) for (const id of inHand) begun.add(id);
  const lost = [...begun].filter((id) => !answered.has(id)).map(unheard);
  const transport = journal?.transport ?? { id: null, kind: "smtp", acceptsForRecipient: false };
  const { followUp } = await recordOutcomes(ctx, [...reported, ...lost], { transport, retry: true }, lease);
  removeJournal(lease.batchId, holder);
  return { lost: lost.length, followUp };
}

function unheard(messageId: string): TransportOutcome {
  const at = new Date();
  const nothing = { code: null, enhanced: null, providerId: null };
  return { messageId, result: "unconfirmed", text: LOST_WORDS, startedAt: at, endedAt: at, ...nothing };
}
