import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { recordEvents } from "@/lib/events/door/record-events";
import { recordConsent } from "@/lib/people/consent/record-consent";
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
      include: { list: { select: { id: true, name: true } } },
    });
    if (before.length === 0) return { ended: 0 };
    const at = tx.now();
    await tx.db.subscription.updateMany({
      where: { workspaceId: tx.workspaceId, id: { in: before.map(({ id }) => id) } },
      data: {
        status: "unsubscribed",
        unsubscribedAt: at,
        unsubscribeReason: reason ?? null,
        unsubscribeMessageId: messageId ?? null,
      },
    });
    const proof = { contactId, emailNormalized: contact.emailNormalized, kind: "opt_out" as const, method };
    const wording = reason ?? "";
    await recordConsent(
      tx,
      before.map(({ list }) => ({ ...proof, list, wording, ip: tx.ip, userAgent })),
    );
    await recordEvents(
      tx,
      before.map(({ list }) => ({
        type: "contact.unsubscribed" as const,
        occurredAt: at,
        contactId,
        data: { listId: list.id, listName: list.name, method },
      })),
    );
    const subject = { subjectType: "contact", subjectId: contactId, before };
    await recordAudit(tx, "contact.unsubscribed", subject);
    return { ended: before.length };
  });
}
