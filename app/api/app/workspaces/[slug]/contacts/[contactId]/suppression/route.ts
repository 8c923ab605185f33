import { contactProfile } from "@/lib/contacts/contact-profile";
import { appRoute } from "@/lib/http/app-route";
import { liftContactSuppression } from "@/lib/suppressions/lift-contact-suppression";
import { LiftContactSuppression } from "@/lib/suppressions/schema";

/** Only what allows the lifting comes from the body. */
export const DELETE = appRoute("suppressions.write", async (ctx, { params, body }) => {
  const { note, ground } = (body ?? {}) as { note?: unknown; ground?: unknown };
  const input = LiftContactSuppression.parse({ note, ground, contactId: params.contactId });
  await liftContactSuppression(ctx, input);
  return contactProfile(ctx, input.contactId);
});
