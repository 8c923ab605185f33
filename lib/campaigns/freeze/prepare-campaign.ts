import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { type Campaign, Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { AppError } from "@/lib/base/errors";
import { compileCampaign } from "@/lib/campaigns/draft/compile-campaign";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { changeStatus } from "@/lib/sending/campaign/change-status";
import { campaignKey, lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { createVariant } from "./create-variant";
import { freezeAudience } from "./freeze-audience";
import { CampaignGone, type FreezeRun, runLane } from "./freeze-lanes";
import type { FreezeState } from "./freeze-state";

/** Candidates looked at in one transaction. The first pieces are small, so that the first mails leave at once. */
const PIECES: readonly number[] = [2_000, 10_000, 50_000];
/** Pieces written at once by a worker: one statement of the database keeps one of its cores busy. */
const LANES = 2;

/**
 * Makes a launched campaign ready: compiles its content, then freezes its audience into the ledger piece by piece. It is
 * being sent from the first piece on that holds a recipient, while the rest is still added. Pieces are given out in the
 * campaign's freeze state and taken off it in the transaction that writes them, so after a crash the next run writes those
 * that were left open; a piece that another run is writing is left to it; a run that comes too late finds nothing to
 * do. What can no longer be sent goes back to draft with the reason. Not finished means that the host's time is over and that
 * it has to be called again.
 */
export async function prepareCampaign(ctx: Ctx, campaignId: string, sizes = PIECES): Promise<{ finished: boolean }> {
  const run: FreezeRun = { taken: new Set(), stopped: false, sizes };
  // A host with bounded runs has other work to do in them.
  const lanes = Array.from({ length: ctx.endBy ? 1 : LANES }, () => runLane(ctx, campaignId, run));
  const ends = await Promise.allSettled(lanes);
  const errors = ends.flatMap((end) => (end.status === "rejected" ? [end.reason as unknown] : []));
  const error = errors.find((each) => !(each instanceof CampaignGone));
  if (error === undefined)
    return { finished: errors.length > 0 || ends.every((end) => end.status === "fulfilled" && end.value) };
  const reason = textOf(error);
  if (reason === null) throw error;
  await returnToDraft(ctx, campaignId, reason);
  return { finished: true };
}

/** Freezes what is sent and to whom in one go: variant, links, ledger and batches. Changes no status. */
export async function freezeCampaign(tx: Ctx, campaign: Campaign): Promise<FreezeState> {
  const { variantId } = await createVariant(tx, campaign, await compileCampaign(tx, campaign));
  return freezeAudience(tx, campaign.id, variantId, readAudience(campaign.audience));
}

/** The text for what the author can put right; null for everything that another try may cure. */
function textOf(error: unknown): string | null {
  if (error instanceof AppError && error.code === "invalid") return error.message;
  if (error instanceof z.ZodError) return error.issues.map((issue) => issue.message).join(" ");
  return null;
}

/** Gives a campaign that cannot be sent back to its author, with the reason shown above the draft. */
export async function returnToDraft(ctx: Ctx, campaignId: string, reason: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const before = await lockCampaign(tx, campaignId);
    if (before.status !== "preparing" && before.status !== "scheduled") return;
    await changeStatus(tx, before, "reject", { pauseReason: reason, scheduledAt: null, launchedAt: null });
    const where = { workspaceId: tx.workspaceId, campaignId };
    await tx.db.message.deleteMany({ where });
    await tx.db.campaignLink.deleteMany({ where });
    await tx.db.campaignVariant.deleteMany({ where });
    await tx.db.campaign.update({
      where: campaignKey(tx, campaignId),
      data: { version: { increment: 1 }, freezeState: Prisma.DbNull, audienceCount: null },
    });
  });
  ctx.log.warn("campaign returned to draft", { campaignId, reason });
}
