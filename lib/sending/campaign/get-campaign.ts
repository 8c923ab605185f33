import type { Ctx } from "@/lib/base/context";
import type { Campaign } from "@/lib/base/db/generated/client";
import { refusedFor } from "@/lib/base/db/sql-state";
import { AppError, notFound } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

/** The primary key of one of this workspace's campaigns, for Prisma's `where`. */
export function campaignKey(ctx: Ctx, id: string) {
  return { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
}

/** The campaign of this workspace, or not found. */
export async function getCampaign(ctx: Ctx, id: string): Promise<Campaign> {
  const campaign = await ctx.db.campaign.findUnique({ where: campaignKey(ctx, id) });
  if (!campaign) throw notFound("campaign");
  return campaign;
}

/** How long a verb waits for another one on the same campaign; only freezing a large audience takes longer. */
const lockTimeout = "5s";

/**
 * The campaign with its row locked until the transaction ends, so that two actions on one campaign follow each other.
 * Call it first in every verb that changes the status. Throws `unavailable` when something else holds it for long.
 * It lets rows that refer to the campaign be written meanwhile. Freezing alone takes it last, with batches written: with a
 * stronger lock two who do so would wait for each other.
 */
export async function lockCampaign(tx: Ctx, id: string): Promise<Campaign> {
  try {
    await tx.db.$executeRaw`select set_config('lock_timeout', ${lockTimeout}, true)`;
    await tx.db.$queryRaw`
      select id from campaign where workspace_id = ${tx.workspaceId}::uuid and id = ${id}::uuid for no key update`;
  } catch (error) {
    if (!refusedFor(error, "lockNotAvailable")) throw error;
    throw new AppError("unavailable", t("This campaign is just being prepared. Try again in a moment."));
  }
  return getCampaign(tx, id);
}
