import { requirePermission } from "@/lib/auth/permissions";
import { getContact } from "@/lib/contacts/get-contact";
import type { Ctx } from "@/lib/context";
import { liftSuppression } from "./lift-suppression";
import { LiftContactSuppression } from "./schema";

/**
 * Allows mail to a contact's address again; `not_found` when the contact is not of this workspace or not suppressed. Subscriptions
 * stay as they are: who unsubscribed from a list is not put back on it.
 */
export async function liftContactSuppression(ctx: Ctx, input: LiftContactSuppression): Promise<void> {
  requirePermission(ctx, "suppressions.write");
  const { contactId, note } = LiftContactSuppression.parse(input);
  const contact = await getContact(ctx, contactId);
  await liftSuppression(ctx, { email: contact.emailNormalized, note });
}
