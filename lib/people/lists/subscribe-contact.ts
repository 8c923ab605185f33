import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Subscription } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { beginSubscriptions } from "@/lib/people/consent/change-subscriptions";
import { getContact } from "@/lib/people/contacts/get-contact";
import { getList } from "./get-list";
import { SubscribeContact } from "./schema";

/**
 * Puts a contact on a list, with proof and event. Who unsubscribed before comes back only by this deliberate act, one person at
 * a time, never by an import or a mass action. Asking twice is fine.
 */
export async function subscribeContact(ctx: Ctx, input: SubscribeContact): Promise<Subscription> {
  requirePermission(ctx, "contacts.write");
  const { listId, contactId, status, consent, method } = SubscribeContact.parse(input);
  return inTransaction(ctx, async (tx) => {
    const list = await getList(tx, listId);
    if (list.archivedAt) throw conflict(t("This list is archived. Restore it first."));
    const contact = await getContact(tx, contactId);
    const key = { workspaceId: tx.workspaceId, listId, contactId };
    const before = await tx.db.subscription.findUnique({ where: { workspaceId_listId_contactId: key } });
    if (before && (before.status === "confirmed" || before.status === status)) return before;
    const proof = { method, wording: consent, ip: tx.ip };
    await beginSubscriptions(tx, { contactIds: [contact.id], list, status, comeBack: true, proof });
    const after = await tx.db.subscription.findUniqueOrThrow({ where: { workspaceId_listId_contactId: key } });
    await recordAudit(tx, "contact.subscribed", { subjectType: "contact", subjectId: contactId, before, after });
    return after;
  });
}
