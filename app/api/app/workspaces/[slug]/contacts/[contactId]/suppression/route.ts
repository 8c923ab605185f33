import { contactProfile } from "@/lib/contacts/contact-profile";
import { appRoute } from "@/lib/http/app-route";
import { liftContactSuppression } from "@/lib/suppressions/lift-contact-suppression";
import { LiftContactSuppression } from "@/lib/suppressions/schema";

/** Only the reason for lifting comes from the body. */
export const DELETE = appRoute("suppressions.write", async (ctx, { params, body }) => {
  const { note } = (body ?? {}) as { note?: unknown };
  const input = LiftContactSuppression.parse({ note, contactId: params.contactId });
  await liftContactSuppression(ctx, input);
  return contactProfile(ctx, input.contactId);
});
