import { z } from "zod";
import { appRoute } from "@/lib/base/routes/app-route";
import { contactProfile } from "@/lib/people/contacts/contact-profile";
import { liftContactSuppression } from "@/lib/people/suppressions/lift-contact-suppression";
import { LiftContactSuppression } from "@/lib/people/suppressions/schema";

const Grounds = z.strictObject({ note: z.unknown(), ground: z.unknown() });

/** Only what allows the lifting comes from the body. */
export const DELETE = appRoute("suppressions.write", async (ctx, { params, body }) => {
  const { note, ground } = Grounds.parse(body ?? {});
  const input = LiftContactSuppression.parse({ note, ground, contactId: params.contactId });
  await liftContactSuppression(ctx, input);
  return contactProfile(ctx, input.contactId);
});
