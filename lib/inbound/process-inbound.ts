import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { applyReport, type Outcome } from "@/lib/feedback/apply-report";
import { followUp } from "@/lib/feedback/follow-up";
import { parseInbound } from "@/lib/feedback/parse-inbound";
import { refreshReplyRules } from "@/lib/feedback/reply-rules/refresh-rules";
import { parseVerp } from "@/lib/mail/verp";

/** Reads one kept mail and applies what it says, once: a second run finds it processed and does nothing. */
export async function processInbound(ctx: Ctx, { inboundId }: { inboundId: string }): Promise<void> {
  const where = { id: inboundId, workspaceId: ctx.workspaceId };
  const inbound = await ctx.db.inboundMessage.findFirst({ where });
  const address = inbound && parseVerp(inbound.envelopeTo);
  if (!inbound || !address || inbound.processedAt) return;
  await refreshReplyRules();
  const report = parseInbound(inbound.raw, { from: inbound.envelopeFrom });
  const { receivedAt } = inbound;
  const left = await inTransaction(ctx, async (tx) => {
    const outcome = await applyReport(tx, { report, address, receivedAt, inboundId: inbound.id });
    await tx.db.inboundMessage.updateMany({
      where: { ...where, processedAt: null },
      data: { processedAt: tx.now(), ...storedOutcome(outcome) },
    });
    return outcome.followUp;
  });
  if (left) await followUp(ctx, left);
}

function storedOutcome(outcome: Outcome) {
  return { kind: outcome.kind, result: outcome.result, error: outcome.problem };
}
