import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { type Campaign, Prisma } from "@/lib/db/generated/client";
import { newId } from "@/lib/db/ids";
import { inTransaction } from "@/lib/db/transaction";
import { AppError, invalid } from "@/lib/errors";
import { SENDING_CHANNEL } from "@/lib/sending/holder-session";
import type { CompiledContent } from "@/lib/templates/compile";
import { warmupActive } from "@/lib/warmup/warmup-active";
import { changeStatus } from "./change-status";
import { compileCampaign } from "./compile-campaign";
import { type FreezeTarget, freezeAudience, freezePiece } from "./freeze-audience";
import { FreezeState, firstFreezeState } from "./freeze-state";
import { campaignKey, getCampaign, lockCampaign } from "./get-campaign";
import { wallClockOf, zoneDueAt } from "./local-time";
import { readAudience } from "./stored-audience";

/** Contacts looked at in one transaction. The first pieces are small, so that the first mails leave at once. */
const PIECES = [2_000, 10_000, 50_000] as const;
/** A piece takes about a second; the rest is room for a busy database. */
const PIECE_TIMEOUT_MS = 600_000;

/**
 * Makes a launched campaign ready: compiles its content, then freezes its audience into the ledger piece by piece. It is
 * being sent from the first piece on that holds a recipient, while the rest is still added. Each piece commits with how far
 * it got, so after a crash the next run goes on there; two runs at once take turns; one that comes too late finds nothing to
 * do. What can no longer be sent goes back to draft with the reason. Not finished means that the host's time is over and that
 * it has to be called again.
 */
export async function prepareCampaign(ctx: Ctx, campaignId: string): Promise<{ finished: boolean }> {
  try {
    for (let number = 0; await freezeNext(ctx, campaignId, { number }); number++) {
      if (ctx.endBy && ctx.endBy <= ctx.now()) return { finished: false };
    }
  } catch (error) {
    if (error instanceof CampaignGone) return { finished: true };
    const reason = wordsOf(error);
    if (reason === null) throw error;
    await returnToDraft(ctx, campaignId, reason);
  }
  return { finished: true };
}

/** One piece in a transaction of its own; false when nothing is left to do. */
async function freezeNext(
  ctx: Ctx,
  campaignId: string,
  piece: { number: number; careful?: boolean },
): Promise<boolean> {
  try {
    return await freezeInTransaction(ctx, campaignId, piece);
  } catch (error) {
    // 23505 is PostgreSQL's unique_violation: an address moved to another contact since an earlier piece.
    if (piece.careful || !String(error).includes("23505")) throw error;
    return freezeNext(ctx, campaignId, { ...piece, careful: true });
  }
}

function freezeInTransaction(
  ctx: Ctx,
  campaignId: string,
  { number, careful = false }: { number: number; careful?: boolean },
): Promise<boolean> {
  return inTransaction(
    ctx,
    async (tx) => {
      await tx.db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${campaignId}, 1))::text`;
      const campaign = await getCampaign(tx, campaignId);
      if (!isBeingPrepared(campaign)) return false;
      const state = campaign.freezeState ? FreezeState.parse(campaign.freezeState) : await beginFreeze(tx, campaign);
      const size = PIECES[Math.min(number, PIECES.length - 1)] ?? 50_000;
      const next = await freezePiece(tx, { ...(await targetOf(tx, campaign)), careful }, state, size);
      return keepState(tx, campaignId, next);
    },
    { timeoutMs: PIECE_TIMEOUT_MS },
  );
}

function isBeingPrepared({ status, preparedAt }: Campaign): boolean {
  return status === "preparing" || ((status === "sending" || status === "paused") && preparedAt === null);
}

/** Writes how far the freeze got, and moves the campaign on; under its lock, which is taken only now. */
async function keepState(tx: Ctx, campaignId: string, state: FreezeState): Promise<boolean> {
  let campaign = await lockCampaign(tx, campaignId);
  // Cancelled meanwhile: what this piece wrote is taken back with the transaction.
  if (!isBeingPrepared(campaign)) throw new CampaignGone();
  if (state.done && state.pending === 0) {
    throw invalid("Nobody is left to receive it: everyone in the audience is excluded.");
  }
  if (campaign.status === "preparing" && state.pending > 0) {
    campaign = await changeStatus(tx, campaign, "begin", { startedAt: tx.now(), pausedAt: null });
  }
  await tx.db.campaign.update({
    where: campaignKey(tx, campaignId),
    data: { freezeState: state, audienceCount: state.total, ...(state.done && { preparedAt: tx.now() }) },
  });
  await tx.db.$executeRawUnsafe(`notify ${SENDING_CHANNEL}`);
  if (state.done) {
    const { total, pending, batches } = state;
    tx.log.info("campaign prepared", { campaignId, total, pending, batches });
  }
  return !state.done;
}

class CampaignGone extends Error {
  override name = "CampaignGone";
}

async function beginFreeze(tx: Ctx, campaign: Campaign): Promise<FreezeState> {
  const compiled = await compileCampaign(tx, campaign);
  const { variantId, fromEmail } = await createVariant(tx, campaign, compiled);
  const engagedFirst = await warmupActive(tx, fromEmail.slice(fromEmail.lastIndexOf("@") + 1));
  return firstFreezeState(variantId, { engagedFirst, now: tx.now() });
}

async function targetOf(tx: Ctx, campaign: Campaign): Promise<FreezeTarget> {
  const target = { campaignId: campaign.id, audience: readAudience(campaign.audience) };
  if (!campaign.localTime || !campaign.scheduledAt) return { ...target, zoneDueAt: null };
  const { timeZone } = await tx.db.workspace.findUniqueOrThrow({
    where: { id: tx.workspaceId },
    select: { timeZone: true },
  });
  const wallClock = wallClockOf(campaign.scheduledAt, timeZone);
  return { ...target, zoneDueAt: (zone) => zoneDueAt(wallClock, zone, timeZone) };
}

/** Freezes what is sent and to whom in one go: variant, links, ledger and batches. Changes no status. */
export async function freezeCampaign(tx: Ctx, campaign: Campaign): Promise<FreezeState> {
  const { variantId } = await createVariant(tx, campaign, await compileCampaign(tx, campaign));
  return freezeAudience(tx, campaign.id, variantId, readAudience(campaign.audience));
}

async function createVariant(
  tx: Ctx,
  campaign: Campaign,
  compiled: CompiledContent,
): Promise<{ variantId: string; fromEmail: string }> {
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
  return { variantId: id, fromEmail: sender.email };
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
