import { requirePermission } from "@/lib/auth/permissions";
import { getContact } from "@/lib/contacts/get-contact";
import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
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
    const where = { workspaceId_emailNormalized: { workspaceId: tx.workspaceId, emailNormalized } };
    const found = await tx.db.suppression.findUnique({ where, select: { emailNormalized: true, reason: true } });
    if (!found || (await liftFound(tx, [found], { note, ground })) === 0) throw notFound("suppression");
  });
}
