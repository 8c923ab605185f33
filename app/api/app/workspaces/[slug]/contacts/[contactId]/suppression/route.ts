import { z } from "zod";
import { contactProfile } from "@/lib/contacts/contact-profile";
import { appRoute } from "@/lib/http/app-route";
import { liftContactSuppression } from "@/lib/suppressions/lift-contact-suppression";
import { LiftContactSuppression } from "@/lib/suppressions/schema";

const Grounds = z.strictObject({ note: z.unknown(), ground: z.unknown() });

/** Only what allows the lifting comes from the body. */
export const DELETE = appRoute("suppressions.write", async (ctx, { params, body }) => {
  const { note, ground } = Grounds.parse(body ?? {});
  const input = LiftContactSuppression.parse({ note, ground, contactId: params.contactId });
  await liftContactSuppression(ctx, input);
  return contactProfile(ctx, input.contactId);
});
