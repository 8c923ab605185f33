import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Sender } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { orTaken } from "@/lib/base/db/taken";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { checkSenderName, clearDefaultSender, resolveSenderAddress } from "./save-sender";
import { CreateSender } from "./schema";
import { requireSenderRoom } from "./sender-room";

/** Adds an address that campaigns may come from, on one of the workspace's domains. The first one is the default. */
export async function createSender(ctx: Ctx, input: CreateSender): Promise<Sender> {
  requirePermission(ctx, "sending.write");
  const { name, email, replyTo, isDefault } = CreateSender.parse(input);
  const written = inTransaction(ctx, async (tx) => {
    const address = await resolveSenderAddress(tx, email);
    checkSenderName(name, address.domain.name);
    const first = (await requireSenderRoom(tx)) === 0;
    if (isDefault) await clearDefaultSender(tx);
    const sender = await tx.db.sender.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        name,
        email: address.email,
        replyTo: replyTo ?? null,
        domainId: address.domain.id,
        isDefault: isDefault || first,
        createdAt: tx.now(),
      },
    });
    await recordAudit(tx, "sender.created", { subjectType: "sender", subjectId: sender.id, after: sender });
    return sender;
  });
  return orTaken(written, t("There is already a sender with {email}.", { email }), "email");
}
