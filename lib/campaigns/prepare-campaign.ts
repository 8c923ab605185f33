import { z } from "zod";
import type { Ctx } from "@/lib/context";
import type { Campaign, Prisma } from "@/lib/db/generated/client";
import { newId } from "@/lib/db/ids";
import { inTransaction } from "@/lib/db/transaction";
import { AppError, invalid } from "@/lib/errors";
import type { CompiledContent } from "@/lib/templates/compile";
import { changeStatus } from "./change-status";
import { compileCampaign } from "./compile-campaign";
import { enqueueBatches } from "./enqueue-batches";
import { type FrozenAudience, freezeAudience } from "./freeze-audience";
import { campaignKey, lockCampaign } from "./get-campaign";
import { readAudience } from "./stored-audience";

/** A million recipients take some 10 s; an hour is the job's own limit. */
const timeoutMs = 3_500_000;

/**
 * Makes a launched campaign ready: compiles its content, freezes its audience into the ledger, cuts batches and hands
 * them to the sending workers. All in one transaction under the campaign's lock, so a crash leaves it `preparing` with
 * nothing written and the next run starts afresh; a run that comes too late finds another status and does nothing.
 * What can no longer be sent goes back to draft with the reason.
 */
export async function prepareCampaign(ctx: Ctx, campaignId: string): Promise<void> {
  try {
    await inTransaction(ctx, (tx) => prepare(tx, campaignId), { timeoutMs });
  } catch (error) {
    const reason = wordsOf(error);
    if (reason === null) throw error;
    await returnToDraft(ctx, campaignId, reason);
  }
}

async function prepare(tx: Ctx, campaignId: string): Promise<void> {
  const campaign = await lockCampaign(tx, campaignId);
  if (campaign.status !== "preparing") return;
  const frozen = await freezeCampaign(tx, campaign);
  if (frozen.pending === 0) throw invalid("Nobody is left to receive it: everyone in the audience is excluded.");
  await changeStatus(tx, campaign, "begin", {
    audienceCount: frozen.total,
    preparedAt: tx.now(),
    startedAt: tx.now(),
    pausedAt: null,
  });
  await enqueueBatches(tx, campaignId);
  tx.log.info("campaign prepared", { campaignId, ...frozen });
}

/** Freezes what is sent and to whom: variant, links, ledger and batches. Changes no status and hands nothing out. */
export async function freezeCampaign(tx: Ctx, campaign: Campaign): Promise<FrozenAudience> {
  const compiled = await compileCampaign(tx, campaign);
  const variantId = await createVariant(tx, campaign, compiled);
  return freezeAudience(tx, campaign.id, variantId, readAudience(campaign.audience));
}

async function createVariant(tx: Ctx, campaign: Campaign, compiled: CompiledContent): Promise<string> {
  const sender = campaign.senderId
    ? await tx.db.sender.findUnique({
        where: { workspaceId_id: { workspaceId: tx.workspaceId, id: campaign.senderId } },
      })
    : null;
  if (!sender) throw invalid("Its sender no longer exists.");
  const id = newId();
  await tx.db.campaignVariant.create({
    data: {
      workspaceId: tx.workspaceId,
      id,
      campaignId: campaign.id,
      subject: campaign.subject,
      previewText: campaign.previewText,
      fromName: sender.name,
      fromEmail: sender.email,
      replyTo: sender.replyTo,
      ...(campaign.document !== null && { document: campaign.document }),
      compiled: compiled as unknown as Prisma.InputJsonValue,
      bytes: compiled.bytes,
    },
  });
  await tx.db.campaignLink.createMany({
    data: compiled.links.map((link) => ({
      workspaceId: tx.workspaceId,
      id: newId(),
      campaignId: campaign.id,
      position: link.no,
      url: link.url,
      label: link.label,
    })),
  });
  return id;
}

/** The words for what the author can put right; null for everything that another try may cure. */
function wordsOf(error: unknown): string | null {
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
    await tx.db.campaign.update({ where: campaignKey(tx, campaignId), data: { version: { increment: 1 } } });
  });
  ctx.log.warn("campaign returned to draft", { campaignId, reason });
}
