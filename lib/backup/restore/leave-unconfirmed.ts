import type { Ctx } from "@/lib/base/context";
import { PLACE_WHERE } from "@/lib/events/ledger/place";
import type { TransportOutcome } from "@/lib/mail/transport";
import { recordOutcomes } from "@/lib/sending/engine/record-outcomes";

const PIECE = 500;
const text = "The database was restored from a backup of before its next try: whether it has left since is not known.";

/** The outcome of a message that may have left since. */
export function unknownOutcome(messageId: string, at: Date): TransportOutcome {
  const nothing = { code: null, enhanced: null, providerId: null };
  return { messageId, result: "unconfirmed", text, startedAt: at, endedAt: at, ...nothing };
}

/**
 * What of a campaign that counts as sent still waited for another try becomes `unconfirmed`: it is never sent again, and what comes back
 * of it resolves it. May run again.
 */
export async function leaveUnconfirmed(ctx: Ctx, campaignId: string): Promise<void> {
  const transport = { id: null, kind: "smtp", acceptsForRecipient: false } as const;
  for (let after: string | undefined; ; ) {
    const waiting = await ctx.db.message.findMany({
      where: {
        workspaceId: ctx.workspaceId,
        campaignId,
        ...PLACE_WHERE.pending,
        ...(after !== undefined && { id: { gt: after } }),
      },
      select: { id: true },
      orderBy: { id: "asc" },
      take: PIECE,
    });
    after = waiting.at(-1)?.id;
    if (after === undefined) return;
    const at = ctx.now();
    const outcomes = waiting.map(({ id }) => unknownOutcome(id, at));
    await recordOutcomes(ctx, outcomes, { transport, retry: true });
  }
}
