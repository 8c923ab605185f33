import { z } from "zod";
import { idOf, publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { trackEvents } from "@/lib/edges/events-in/track-events";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import { TrackEvent } from "@/lib/events/custom/schema";

const ContactId = idOf("ctc");

const Sent = z
  .object({
    event: z.string(),
    contact_id: z.string().nullish(),
    email: z.string().nullish(),
    payload: z.record(z.string(), z.unknown()).nullish(),
  })
  .refine(({ contact_id: id, email }) => Boolean(id) !== Boolean(email), {
    error: "Say whose it is by `contact_id` or by `email`.",
    path: ["contact_id"],
  });

export const resendEventOperations = [
  defineResend({
    id: "resend.events.send",
    method: "POST",
    path: "/events/send",
    noun: "Contact",
    scopes: ["events.write"],
    status: 202,
    body: Sent,
    example: { event: "order.completed", email: "ada@example.com", payload: { total: 59.9 } },
    run: async (ctx, { body: { event: name, contact_id: id, email, payload } }) => {
      const uuid = ContactId.safeParse(id).data;
      const contact = uuid === undefined ? (email ?? id) : publicId("ctc", uuid);
      const event = TrackEvent.parse({ name, contact, properties: payload ?? {} });
      await inTransaction(ctx, (tx) => trackEvents(tx, [{ event, at: "" }]));
      return { object: "event", event: name };
    },
  }),
];
