import { z } from "zod";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { EVENTS_AT_ONCE, MAX_EVENT_BYTES, MAX_EVENT_ID, MAX_EVENT_NAME } from "./kinds.shared";

const id = (what: string) =>
  plainText().trim().min(1, `Give the ${what}.`).max(MAX_EVENT_ID, `Use at most ${MAX_EVENT_ID} characters.`);

/** One event as a program tells it. */
export const TrackEvent = z
  .strictObject({
    name: plainText()
      .trim()
      .min(1, "Name the event.")
      .max(MAX_EVENT_NAME, `Use at most ${MAX_EVENT_NAME} characters for the name.`)
      .meta({ description: "What happened, in the past tense.", example: "Order Completed" }),
    contact: z.string().min(1).max(1000).optional().meta({
      description:
        "Whose it is: the address, `external:` and the id of your program, or `ctc_…`. An address that nobody has becomes a contact without any subscription, where the rule of the workspace says so.",
      example: "ada@example.com",
    }),
    userId: id("id").optional().meta({
      description: "The id of the person in your program: the contact's `external_id`, or a further id of theirs.",
    }),
    anonymousId: id("id").optional().meta({
      description:
        "Of a browser or device whose person is not known yet. Its events are joined once somebody says who it is.",
    }),
    messageId: id("id").optional().meta({
      description: "Yours for this message: however often it comes, it is stored once.",
    }),
    occurredAt: z.iso.datetime({ offset: true }).optional().meta({
      description: "When it happened; now if not given, and never later than now.",
    }),
    properties: z.record(z.string().max(MAX_EVENT_ID), z.unknown()).default({}).meta({
      description: "Whatever else is known of it, by name.",
      type: "object",
    }),
  })
  .refine(
    ({ contact, userId, anonymousId }) => contact !== undefined || userId !== undefined || anonymousId !== undefined,
    {
      error: "Say whose event it is: by `contact`, `user_id` or `anonymous_id`.",
      path: ["contact"],
    },
  )
  .refine((event) => Buffer.byteLength(JSON.stringify(event)) <= MAX_EVENT_BYTES, {
    error: `An event has at most ${MAX_EVENT_BYTES} bytes.`,
    path: ["properties"],
  });
export type TrackEvent = z.output<typeof TrackEvent>;

export const TrackEvents = z.strictObject({
  events: z
    .array(TrackEvent)
    .min(1, "Give at least one event.")
    .max(EVENTS_AT_ONCE, `Give at most ${EVENTS_AT_ONCE} events.`),
});
