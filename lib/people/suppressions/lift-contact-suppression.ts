import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { inForceWhere } from "@/lib/people/addresses/in-force";
import { getContact } from "@/lib/people/contacts/get-contact";
import { liftFound } from "./lift-suppressions";
import { LiftContactSuppression } from "./schema";

/**
 * Allows mail to a contact's address again; `not_found` when the contact is not of this workspace or not suppressed. Subscriptions
 * stay as they are: who unsubscribed from a list is not put back on it.
 */
export async function liftContactSuppression(ctx: Ctx, input: LiftContactSuppression): Promise<void> {
  requirePermission(ctx, "suppressions.write");
  const { contactId, note, ground } = LiftContactSuppression.parse(input);
  await inTransaction(ctx, async (tx) => {
    const { emailNormalized } = await getContact(tx, contactId);
    const where = { workspaceId: tx.workspaceId, emailNormalized, ...inForceWhere(tx.now()) };
    const found = await tx.db.suppression.findFirst({ where, select: { emailNormalized: true, reason: true } });
    if (!found || (await liftFound(tx, [found], { note, ground })) === 0) throw notFound("suppression");
  });
}
