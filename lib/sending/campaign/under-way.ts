import type pg from "pg";
import type { Ctx } from "@/lib/base/context";
import { pgPool } from "@/lib/base/db/pool";
import { noteWork } from "@/lib/base/jobs/after-answer";
import type { CampaignStatus } from "./status.shared";

/** Campaigns by workspace. */
export type UnderWay = ReadonlyMap<string, readonly string[]>;

/**
 * Notes that there is something to do for a campaign: it waits for its time, is prepared or sent, or rests. What ranges over
 * workspaces (the sending loop, sweeps) looks through this small table, and then asks each workspace on its own.
 */
export async function noteUnderWay(tx: Ctx, campaignId: string, status: CampaignStatus): Promise<void> {
  const key = { workspaceId: tx.workspaceId, campaignId };
  if (status === "draft" || status === "cancelled") await tx.db.campaignUnderWay.deleteMany({ where: key });
  else await tx.db.campaignUnderWay.createMany({ data: [key], skipDuplicates: true });
  if (status === "sending") await sayDue(tx);
}

/** Channel on which whoever makes batches due says in which workspace. */
export const SENDING_CHANNEL = "homing_sending";

/** Tells the workers, once the transaction commits, that there is something to send in this workspace. */
export async function sayDue(tx: Ctx): Promise<void> {
  await tx.db.$executeRaw`select pg_notify(${SENDING_CHANNEL}, ${tx.workspaceId})`;
  noteWork();
}

/** What is noted, in all workspaces. */
export async function findUnderWay(db: pg.Pool | pg.ClientBase = pgPool()): Promise<UnderWay> {
  const { rows } = await db.query<{ workspaceId: string; campaignIds: string[] }>({
    name: "under-way",
    text: `select workspace_id as "workspaceId", array_agg(campaign_id::text) as "campaignIds"
             from campaign_under_way group by workspace_id`,
  });
  return new Map(rows.map(({ workspaceId, campaignIds }) => [workspaceId, campaignIds]));
}

/** Deferred messages are tried for a day, or for as long as a person says; then nothing of a campaign can come due any more. */
const SIGHT_MS = 4 * 86_400_000;

/** Forgets campaigns that are gone, given back, or were sent some days ago. Answers how many. */
export async function sweepUnderWay(ctx: Ctx): Promise<number> {
  const since = new Date(ctx.now().getTime() - SIGHT_MS);
  let forgotten = 0;
  for (const [workspaceId, campaignIds] of await findUnderWay()) {
    const still = await ctx.db.campaign.findMany({
      where: {
        workspaceId,
        id: { in: [...campaignIds] },
        OR: [
          { status: { in: ["scheduled", "preparing", "sending", "paused"] } },
          { status: "sent", finishedAt: { gt: since } },
        ],
      },
      select: { id: true },
    });
    const keep = new Set(still.map(({ id }) => id));
    const gone = campaignIds.filter((id) => !keep.has(id));
    if (gone.length === 0) continue;
    const { count } = await ctx.db.campaignUnderWay.deleteMany({ where: { workspaceId, campaignId: { in: gone } } });
    forgotten += count;
  }
  return forgotten;
}
