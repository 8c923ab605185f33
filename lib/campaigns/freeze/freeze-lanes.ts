import type { Ctx } from "@/lib/base/context";
import type { Campaign } from "@/lib/base/db/generated/client";
import { refusedFor } from "@/lib/base/db/sql-state";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { readAudience } from "@/lib/people/audiences/stored-audience";
import { changeStatus } from "@/lib/sending/campaign/change-status";
import { campaignKey, getCampaign, lockCampaign } from "@/lib/sending/campaign/get-campaign";
import { sayDue } from "@/lib/sending/campaign/under-way";
import { beginFreeze } from "./create-variant";
import { cutPiece, type FreezeTarget, freezePiece } from "./freeze-audience";
import {
  campaignFreezeState,
  type FreezePiece,
  type FreezeState,
  type FreezeSums,
  hasNextPiece,
  isFrozen,
  withPiece,
} from "./freeze-state";
import { wallClockOf, zoneDueAt } from "./local-time.shared";

/** A piece takes about a second; the rest is room for a busy database. */
const PIECE_TIMEOUT_MS = 600_000;
/** Pieces of a campaign in work at once, when several runs have come together: another one then has nothing to do. */
const MOST_OPEN = 4;
/** Tries of a piece that unique keys refuse, because addresses moved between contacts while others were written. */
const CAREFUL_TRIES = 3;

/** What the lanes of one run have in common. */
export interface FreezeRun {
  /** Numbers of the pieces that it has taken. */
  taken: Set<number>;
  stopped: boolean;
  /** Candidates in the first pieces; all further ones are like the last of these. */
  sizes: readonly number[];
}

/** Writes one piece after the other until none is left to take; false when the host's time is over before. */
export async function runLane(ctx: Ctx, campaignId: string, run: FreezeRun): Promise<boolean> {
  try {
    while (!run.stopped) {
      if (ctx.endBy && ctx.endBy <= ctx.now()) return false;
      const taken = await takePiece(ctx, campaignId, run);
      if (!taken) return true;
      await writePiece(ctx, campaignId, taken);
    }
    return true;
  } catch (error) {
    run.stopped = true;
    throw error;
  }
}

/** A piece, and the variant of the launch that it belongs to: a campaign that was given back may have been launched anew. */
interface TakenPiece {
  piece: FreezePiece;
  variantId: string;
  size: number;
}

const sizeOf = ({ sizes }: FreezeRun, number: number) => sizes[Math.min(number, sizes.length - 1)] ?? 1;

/**
 * A piece that this run has not seen yet and that is open, left by an earlier run or in the hands of another one, else the
 * next one; null when there is neither. A pass after the first goes on in one lane: the others end while it waits.
 */
function takePiece(ctx: Ctx, campaignId: string, run: FreezeRun): Promise<TakenPiece | null> {
  return inTransaction(ctx, async (tx) => {
    const campaign = await lockCampaign(tx, campaignId);
    if (!isBeingPrepared(campaign)) return null;
    const state = stateOf(campaign) ?? (await beginFreeze(tx, campaign));
    const take = (piece: FreezePiece): TakenPiece => {
      run.taken.add(piece.number);
      return { piece, variantId: state.variantId, size: sizeOf(run, piece.number) };
    };
    const left = state.open.find(({ number }) => !run.taken.has(number));
    if (left) return take(left);
    if (!hasNextPiece(state) || state.open.length >= MOST_OPEN) return null;
    const next = await cutPiece(tx, await targetOf(tx, campaign), state, sizeOf(run, state.pieces));
    await tx.db.campaign.update({
      where: campaignKey(tx, campaignId),
      data: { freezeState: campaignFreezeState.write(next.state) },
    });
    return take(next.piece);
  });
}

async function writePiece(ctx: Ctx, campaignId: string, taken: TakenPiece): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await writeInTransaction(ctx, campaignId, taken, tries > 0);
    } catch (error) {
      // An address moved to another contact since an earlier piece.
      if (tries === CAREFUL_TRIES || !refusedFor(error, "uniqueViolation")) throw error;
    }
  }
}

function writeInTransaction(ctx: Ctx, campaignId: string, taken: TakenPiece, careful: boolean): Promise<void> {
  const { piece, size } = taken;
  return inTransaction(
    ctx,
    async (tx) => {
      await lockPiece(tx, campaignId, piece);
      const campaign = await getCampaign(tx, campaignId);
      const state = stateWhileThere(campaign, taken);
      if (!isOpen(state, piece)) return;
      const target = { ...(await targetOf(tx, campaign)), careful };
      const sums = await freezePiece(tx, target, state, piece, size);
      await keepPiece(tx, campaignId, taken, sums);
    },
    { timeoutMs: PIECE_TIMEOUT_MS },
  );
}

/** Waits until nobody else is writing this piece; its writer may be a worker that is gone, whose statement still runs. */
async function lockPiece(tx: Ctx, campaignId: string, { number }: FreezePiece): Promise<void> {
  await tx.db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${campaignId}, ${number + 1}::bigint))::text`;
}

/** What is stored of the freeze, or null before it has begun. */
const stateOf = ({ freezeState }: Campaign): FreezeState | null => campaignFreezeState.readOrNull(freezeState);

/** The state of the launch that a piece belongs to. Throws CampaignGone once that has been cancelled or given back. */
function stateWhileThere(campaign: Campaign, { variantId }: TakenPiece): FreezeState {
  const state = stateOf(campaign);
  if (!isBeingPrepared(campaign) || state?.variantId !== variantId) throw new CampaignGone();
  return state;
}

function isOpen(state: FreezeState, piece: FreezePiece): boolean {
  return state.open.some(({ number }) => number === piece.number);
}

function isBeingPrepared({ status, preparedAt }: Campaign): boolean {
  return status === "preparing" || ((status === "sending" || status === "paused") && preparedAt === null);
}

/** Takes a written piece off the open ones, and moves the campaign on; under its lock, which is taken only now. */
async function keepPiece(tx: Ctx, campaignId: string, taken: TakenPiece, sums: FreezeSums): Promise<void> {
  let campaign = await lockCampaign(tx, campaignId);
  // When it is gone meanwhile, what this piece wrote is taken back with the transaction.
  const state = withPiece(stateWhileThere(campaign, taken), taken.piece, sums);
  const done = isFrozen(state);
  if (done && state.pending === 0) {
    throw invalid(t("Nobody is left to receive it: everyone in the audience is excluded."));
  }
  if (campaign.status === "preparing" && state.pending > 0) {
    campaign = await changeStatus(tx, campaign, "begin", { startedAt: tx.now(), pausedAt: null });
  }
  await tx.db.campaign.update({
    where: campaignKey(tx, campaignId),
    data: {
      freezeState: campaignFreezeState.write(state),
      audienceCount: state.total,
      ...(done && { preparedAt: tx.now() }),
    },
  });
  await sayDue(tx);
  if (!done) return;
  const { total, pending, batches } = state;
  tx.log.info("campaign prepared", { campaignId, total, pending, batches });
}

/** The campaign is no longer being prepared: what was being written is taken back. */
export class CampaignGone extends Error {
  override name = "CampaignGone";
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
