import { z } from "zod";
import { defineOperation } from "@/lib/edges/api/operation";
import { trackEvents } from "@/lib/edges/events-in/track-events";
import { findEventNames } from "@/lib/events/custom/event-names";
import { findCustomEvents } from "@/lib/events/custom/find-events";
import { customEventKinds, customEventSources, EVENTS_AT_ONCE } from "@/lib/events/custom/kinds.shared";
import { TrackEvent, TrackEvents } from "@/lib/events/custom/schema";
import { asPage, ContactOf, contactOf, idCursor, pageOf, pageQuery, Time } from "./shapes";

const group = "Events";

const Tracked = z
  .object({
    status: z.enum(["stored", "duplicate"]).meta({ description: "A duplicate has the `message_id` of one before." }),
    id: z
      .string()
      .nullable()
      .meta({ description: "Of the event that is stored; null for a duplicate of the same moment." }),
    contactId: z.string().nullable().meta({ description: "Null while nobody knows whose it is." }),
  })
  .meta({ id: "TrackedEvent" });

const rules =
  "Answered once it is committed. Nobody is subscribed to anything by an event. Give `message_id`: then a call that is repeated stores nothing twice.";

const example = {
  name: "Order Completed",
  contact: "ada@example.com",
  message_id: "order-4711",
  properties: { order_id: "4711", total: 59.9, currency: "EUR" },
};

const track = defineOperation({
  id: "trackEvent",
  method: "POST",
  path: "/events",
  group,
  summary: "Tell what somebody did",
  description: rules,
  scope: "events.write",
  status: 201,
  body: TrackEvent,
  example,
  answer: Tracked,
  run: async (ctx, { body }) => {
    const [tracked] = await trackEvents(ctx, [{ event: body, at: "" }]);
    if (!tracked) throw new Error("The event was not stored.");
    return tracked;
  },
});

const trackBatch = defineOperation({
  id: "trackEvents",
  method: "POST",
  path: "/events/batch",
  group,
  summary: `Tell up to ${EVENTS_AT_ONCE} events`,
  description: `All of them or none: what is wrong is named by its place, such as \`events.3.name\`. The answer has their order. ${rules}`,
  scope: "events.write",
  body: TrackEvents,
  example: { events: [example] },
  answer: z.object({ data: z.array(Tracked) }),
  run: async (ctx, { body }) => ({
    data: await trackEvents(
      ctx,
      body.events.map((event, index) => ({ event, at: `events.${index}.` })),
    ),
  }),
});

const values = (description: string) => z.record(z.string(), z.unknown()).meta({ type: "object", description });

const Event = z
  .object({
    id: z.string(),
    kind: z.enum(customEventKinds),
    name: z.string(),
    occurredAt: Time,
    receivedAt: Time,
    messageId: z.string(),
    contactId: z.string().nullable(),
    userId: z.string().nullable(),
    anonymousId: z.string().nullable(),
    source: z.enum(customEventSources),
    properties: values("What the program said of it; the traits of a person or group."),
    details: values("All else that its message said."),
    applied: z
      .object({
        action: z.enum(["created", "updated", "unchanged", "none"]),
        notes: z.array(z.object({ trait: z.string(), text: z.string() })),
      })
      .nullable()
      .meta({
        description: "What it did to its contact, and what could not be used; of events that say who somebody is.",
      }),
  })
  .meta({ id: "Event" });

const list = defineOperation({
  id: "listEvents",
  method: "GET",
  path: "/events",
  group,
  summary: "List events",
  description:
    "In the order in which they came, newest first, of all people or of one contact (which asks for `contacts.read` too), of all names or of one.",
  scope: "events.read",
  query: z.strictObject({
    ...pageQuery,
    cursor: idCursor("cev"),
    ...ContactOf.shape,
    name: z.string().max(200).optional().meta({ description: "Of events with this name alone." }),
  }),
  answer: pageOf(Event),
  run: async (ctx, { query: { limit, cursor, contact, name } }) => {
    const contactId = await contactOf(ctx, { contact });
    const { items, next } = await findCustomEvents(ctx, { contactId, name, after: cursor, limit });
    return asPage(items, next);
  },
});

const names = defineOperation({
  id: "listEventNames",
  method: "GET",
  path: "/event-names",
  group,
  summary: "List names of events",
  description: "Those that came, with the names of their properties: up to 500, all on one page.",
  scope: "events.read",
  answer: pageOf(
    z
      .object({ name: z.string(), propertyNames: z.array(z.string()), firstSeenAt: Time, lastSeenAt: Time })
      .meta({ id: "EventName" }),
  ),
  run: async (ctx) => {
    const found = await findEventNames(ctx);
    return asPage(
      found.map(({ properties, ...each }) => ({ ...each, propertyNames: properties })),
      null,
    );
  },
});

export const eventOperations = [track, trackBatch, list, names];
