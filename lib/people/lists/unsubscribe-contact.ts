import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { endSubscriptions } from "@/lib/people/consent/change-subscriptions";
import { getContact } from "@/lib/people/contacts/get-contact";
import { UnsubscribeContact } from "./schema";

/** Takes a contact off one list, or off all; with proof and event. Gives how many subscriptions ended; asking twice is fine. */
export async function unsubscribeContact(ctx: Ctx, input: UnsubscribeContact): Promise<{ ended: number }> {
  requirePermission(ctx, "contacts.write");
  const { contactId, listId, method, reason, messageId, userAgent } = UnsubscribeContact.parse(input);
  return inTransaction(ctx, async (tx) => {
    const contact = await getContact(tx, contactId);
    const before = await tx.db.subscription.findMany({
      where: {
        workspaceId: tx.workspaceId,
        contactId,
        ...(listId && { listId }),
        status: { not: "unsubscribed" },
      },
    });
    if (before.length === 0) return { ended: 0 };
    await endSubscriptions(tx, {
      contactIds: [contact.id],
      listIds: listId ? [listId] : null,
      reason: reason ?? null,
      proof: { method, wording: reason, ip: tx.ip, userAgent, messageId },
    });
    const subject = { subjectType: "contact", subjectId: contactId, before };
    await recordAudit(tx, "contact.unsubscribed", subject);
    return { ended: before.length };
  });
}
