import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { getTransport } from "./queries";
import { TransportRef } from "./schema";
import { forgetTransports } from "./transport-rows";

/**
 * Removes a transport and its pacing rules. Refused for the default one and while a campaign that is under way or waits
 * for its time is pinned to it; drafts lose their pin.
 */
export async function deleteTransport(ctx: Ctx, input: TransportRef): Promise<void> {
  requirePermission(ctx, "sending.write");
  const { transportId } = TransportRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    await tx.db.$queryRaw`select id from workspace where id = ${tx.workspaceId}::uuid for update`;
    const before = await getTransport(tx, transportId);
    if (before.isDefault) throw conflict(t("This is the default sending service. Make another one the default first."));
    const pinned = { workspaceId: tx.workspaceId, transportId };
    const campaigns = await tx.db.campaign.findMany({
      where: { ...pinned, status: { in: ["scheduled", "preparing", "sending", "paused"] } },
      select: { name: true },
      take: 1,
    });
    const [campaign] = campaigns;
    if (campaign)
      throw conflict(
        t('The campaign "{campaign}" leaves by this sending service. Wait until it is sent, or cancel it.', {
          campaign: campaign.name,
        }),
      );
    await tx.db.campaign.updateMany({ where: { ...pinned, status: "draft" }, data: { transportId: null } });
    await tx.db.transport.delete({ where: { workspaceId_id: { workspaceId: tx.workspaceId, id: transportId } } });
    await recordAudit(tx, "transport.deleted", { subjectType: "transport", subjectId: transportId, before });
  });
  forgetTransports(ctx.workspaceId);
}
