import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { requireOpen } from "./confirm-send";
import { getSendRequest, requestState } from "./queries";
import { SendRequestRef } from "./schema";

/** Says no to it; asking twice is fine. The campaign stays a draft. */
export async function declineSend(ctx: Ctx, input: SendRequestRef): Promise<void> {
  requirePermission(ctx, "campaigns.send");
  const { sendRequestId: id } = SendRequestRef.parse(input);
  await inTransaction(ctx, async (tx) => {
    const { count } = await tx.db.sendRequest.updateMany({
      where: { workspaceId: tx.workspaceId, id, status: "pending" },
      data: { status: "declined", decidedAt: tx.now(), decidedByName: tx.actor.name },
    });
    const request = await getSendRequest(tx, id);
    if (count === 0) {
      if (request.status !== "declined") requireOpen(requestState(request, tx.now()));
      return;
    }
    await recordAudit(tx, "campaign.send_declined", {
      subjectType: "campaign",
      subjectId: request.campaignId,
      after: { sendRequestId: id, askedBy: request.askedByName },
    });
  });
}
