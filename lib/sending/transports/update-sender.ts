import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Sender } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getSender } from "./queries";
import { checkSenderName, clearDefaultSender, resolveSenderAddress } from "./save-sender";
import { UpdateSender } from "./schema";

/** Changes a sender. Campaigns that were launched keep what they were launched with. */
export async function updateSender(ctx: Ctx, input: UpdateSender): Promise<Sender> {
  requirePermission(ctx, "sending.write");
  const { senderId, name, email, replyTo, isDefault } = UpdateSender.parse(input);
  return inTransaction(ctx, async (tx) => {
    const { domain, ...before } = await getSender(tx, senderId);
    const address = email ? await resolveSenderAddress(tx, email, senderId) : null;
    checkSenderName(name ?? before.name, (address?.domain ?? domain).name);
    if (isDefault && !before.isDefault) await clearDefaultSender(tx);
    const sender = await tx.db.sender.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: senderId } },
      data: {
        ...(name !== undefined && { name }),
        ...(address && { email: address.email, domainId: address.domain.id }),
        ...(replyTo !== undefined && { replyTo }),
        ...(isDefault && { isDefault }),
      },
    });
    await recordAudit(tx, "sender.updated", { subjectType: "sender", subjectId: senderId, before, after: sender });
    return sender;
  });
}
