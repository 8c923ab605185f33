import type { Ctx } from "@/lib/base/context";
import { inPgTransaction, type SqlTx } from "@/lib/base/db/pg-transaction";
import { RollUpChanges } from "@/lib/events/roll-ups/roll-up-changes";
import { applyRollUps } from "@/lib/events/roll-ups/roll-up-sql";
import type { FollowUp } from "@/lib/feedback/policy/follow-up";
import { storableText } from "@/lib/mail/read/storable-text";
import type { TransportOutcome } from "@/lib/mail/transport";
import { aboutOpen } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import type { Hold } from "./lease";
import { recordAccepted } from "./record-accepted";
import { judgingOf, recordFailures } from "./record-failures";
import type { RecordOptions } from "./record-options";
import { rememberProviderIds } from "./remember-provider-ids";

/** What was recorded, and what follows it after the commit. */
export interface Recorded {
  accepted: number;
  followUp: FollowUp;
}

/**
 * Writes what became of handed-over messages, all in one transaction: status and reply, attempts that did not simply
 * succeed, events, roll-ups, suppressions of dead mailboxes; and that the batch has nothing in hand any more. Outcomes of
 * messages that have one already change nothing, so it may be called again with the same; messages marked `unconfirmed`
 * meanwhile take a real answer. `unsent` messages simply wait on.
 */
export async function recordOutcomes(
  ctx: Ctx,
  outcomes: readonly TransportOutcome[],
  options: RecordOptions,
  lease: Hold | null = null,
): Promise<Recorded> {
  const reported = outcomes
    .filter((outcome) => outcome.result !== "unsent")
    .map(withStorableText)
    .sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
  const accepted = reported.filter((outcome) => outcome.result === "accepted");
  const failures = reported.filter((outcome) => outcome.result !== "accepted");
  const judging = await judgingOf(ctx, options);
  return inPgTransaction(
    ctx.workspaceId,
    async (tx) => {
      const changes = new RollUpChanges();
      const count = await recordAccepted(tx, accepted, options, changes);
      const followUp = await recordFailures(tx, failures, options, judging, changes);
      if (aboutOpen(options.transport.kind)?.givesIds !== false)
        await rememberProviderIds(tx, accepted, options.transport.id);
      await Promise.all([lease && nothingInHand(tx, lease), applyRollUps(tx, changes)]);
      return { accepted: count, followUp };
    },
    { byKey: true },
  );
}

function withStorableText(outcome: TransportOutcome): TransportOutcome {
  const text = storableText(outcome.text, 1000);
  return text === outcome.text ? outcome : { ...outcome, text };
}

async function nothingInHand(tx: SqlTx, lease: Hold): Promise<void> {
  await tx.db.$executeRawUnsafe(
    `update ${lease.table} set in_hand = '{}', in_hand_by = null where workspace_id = $1::uuid and id = $2::uuid and leased_by = $3`,
    lease.workspaceId,
    lease.batchId,
    lease.holder,
  );
}
