import type { Ctx } from "@/lib/context";
import type { Campaign } from "@/lib/db/generated/client";
import { notFound } from "@/lib/errors";

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

/**
 * The campaign with its row locked until the transaction ends, so that two actions on one campaign follow each other.
 * Call it first in every verb that changes the status.
 */
export async function lockCampaign(tx: Ctx, id: string): Promise<Campaign> {
  await tx.db.$queryRaw`
    select id from campaign where workspace_id = ${tx.workspaceId}::uuid and id = ${id}::uuid for update`;
  return getCampaign(tx, id);
}
