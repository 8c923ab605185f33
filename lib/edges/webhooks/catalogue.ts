import { z } from "zod";
import { type EventType, eventActors, storedBounceKinds } from "@/lib/events/ledger/event-types";
import { webhookEventKinds } from "./event-kinds.shared";

/** What is said of each event under `data`, with the names that other programs read. Things are only added. */

const id = (prefix: string) => z.string().meta({ description: `\`${prefix}_…\`` });
const Text = z.string().nullable();

const person = {
  contact_id: id("ctc")
    .nullable()
    .meta({ description: "`ctc_…`; null when the message was for no contact, or the contact is gone." }),
  external_id: Text.meta({ description: "By which your program knows the contact." }),
  email: Text.meta({ description: "Null when the person was erased since." }),
};

const ofContact = { ...person, first_name: Text, last_name: Text };

const ofMessage = {
  message_id: id("msg"),
  message_kind: z.string().meta({ description: "Such as `campaign`." }),
  ...person,
  campaign_id: id("cmp").nullable(),
  campaign_name: Text,
};

const Reply = z
  .object({ code: Text, status: Text, text: Text })
  .meta({ description: "What the other side said: reply code (RFC 5321), enhanced status (RFC 3463) and words." });

const visit = {
  actor: z.enum(eventActors).meta({ description: "Who did it, as far as can be told." }),
  reasons: z.array(z.string()).meta({ description: "Why it was taken for a proxy or a machine, as stable codes." }),
  ip: Text,
  user_agent: Text,
};

const ListOf = z.object({ id: id("lst"), name: z.string() });

const dataSchemas = {
  "contact.created": z.object({
    ...ofContact,
    source: Text.meta({ description: "Such as `manual`, `import` or `api`." }),
  }),
  "contact.subscribed": z.object({
    ...ofContact,
    list: ListOf.nullable(),
    status: Text.meta({ description: "`confirmed`, or `pending` until the person confirms." }),
    method: Text,
  }),
  "contact.unsubscribed": z.object({ ...ofContact, list: ListOf.nullable(), method: Text }),
  "message.sent": z.object(ofMessage),
  "message.delivered": z.object(ofMessage),
  "message.deferred": z.object({ ...ofMessage, reply: Reply }),
  "message.bounced": z.object({
    ...ofMessage,
    bounce: z.object({
      kind: z.enum(storedBounceKinds),
      category: Text.meta({ description: "Stable, such as `mailbox_full`." }),
    }),
    reply: Reply,
  }),
  "message.failed": z.object({ ...ofMessage, reply: Reply }),
  "message.opened": z.object({ ...ofMessage, ...visit }),
  "message.clicked": z.object({ ...ofMessage, link_id: id("lnk").nullable(), url: Text, ...visit }),
  "message.replied": z.object(ofMessage),
  "message.unsubscribed": z.object({
    ...ofMessage,
    scope: Text.meta({ description: "`list`, or `all` when it was from everything." }),
    method: Text,
    reason: Text.meta({ description: "What the person gave as a reason." }),
  }),
  "message.complained": z.object({
    ...ofMessage,
    source: Text.meta({ description: "Who reported it: `arf` or a provider." }),
  }),
  "message.complaint_withdrawn": z.object({ ...ofMessage, source: Text }),
} as const satisfies Readonly<Record<EventType, z.ZodObject>>;

export type EventDataOf<T extends EventType> = z.output<(typeof dataSchemas)[T]>;

const Time = z.string().meta({ format: "date-time", description: "When it happened, ISO 8601, UTC." });

/** The whole body that is sent for a type. */
export const bodySchemaOf = (type: EventType) =>
  z.object({
    id: z.string().meta({
      description: "`evt_…`, the same as the header webhook-id: calls with one that you know are repetitions.",
    }),
    type: z.literal(type).meta({ description: webhookEventKinds[type].about }),
    timestamp: Time,
    created_at: Time.meta({ description: "The same, for receivers that read it under this name." }),
    test: z
      .literal(true)
      .optional()
      .meta({ description: "Only there when somebody tried the endpoint out: what is told is made up." }),
    data: dataSchemas[type],
  });

const somebody = {
  contact_id: "ctc_1CYQ3p4p2zGq5n3Zt8mXwD",
  external_id: "customer-4711",
  email: "ada@example.com",
};
const named = { ...somebody, first_name: "Ada", last_name: "King" };
const message = {
  message_id: "msg_1CYQ3p4p2zGq5n3Zt8mXwF",
  message_kind: "campaign",
  ...somebody,
  campaign_id: "cmp_1CYQ3p4p2zGq5n3Zt8mXwE",
  campaign_name: "Spring sale",
};
const visitor = { actor: "human" as const, reasons: [], ip: "203.0.113.7", user_agent: "Mozilla/5.0" };
const list = { id: "lst_1CYQ3p4p2zGq5n3Zt8mXwG", name: "Product news" };

const examples: { readonly [T in EventType]: EventDataOf<T> } = {
  "contact.created": { ...named, source: "api" },
  "contact.subscribed": { ...named, list, status: "confirmed", method: "form" },
  "contact.unsubscribed": { ...named, list, method: "one_click" },
  "message.sent": message,
  "message.delivered": message,
  "message.deferred": { ...message, reply: { code: "451", status: "4.7.1", text: "451 4.7.1 try again later" } },
  "message.bounced": {
    ...message,
    bounce: { kind: "hard", category: "unknown_mailbox" },
    reply: { code: "550", status: "5.1.1", text: "550 5.1.1 user unknown" },
  },
  "message.failed": { ...message, reply: { code: null, status: null, text: "The address has no valid domain." } },
  "message.opened": { ...message, ...visitor },
  "message.clicked": {
    ...message,
    link_id: "lnk_1CYQ3p4p2zGq5n3Zt8mXwH",
    url: "https://shop.example/spring",
    ...visitor,
  },
  "message.replied": message,
  "message.unsubscribed": { ...message, scope: "list", method: "one_click", reason: null },
  "message.complained": { ...message, source: "arf" },
  "message.complaint_withdrawn": { ...message, source: "arf" },
};

/** `data` of a made-up event, for the reference and for tests. */
export const exampleData = <T extends EventType>(type: T): EventDataOf<T> => examples[type];
