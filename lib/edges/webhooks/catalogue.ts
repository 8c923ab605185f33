import { z } from "zod";
import { eventActors, storedBounceKinds } from "@/lib/events/ledger/event-types";
import type { ToldType } from "@/lib/events/outbox/told-facts";
import { suppressionReasons } from "@/lib/people/suppressions/reasons.shared";
import { campaignStatuses } from "@/lib/sending/campaign/status.shared";
import { webhookEventKinds } from "./event-kinds.shared";

/** What is told once for many people. */
export const manyChanges = ["import", "add_tag", "remove_tag"] as const;
export const manySuppressed = ["file", "provider"] as const;
export const suppressionEndings = ["lifted", "recipient"] as const;

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

const ofCampaign = z.object({
  campaign_id: id("cmp"),
  campaign_name: z.string(),
  status: z.enum(campaignStatuses).meta({ description: "Where it stands since." }),
  scheduled_at: Text.meta({ description: "When it is to leave; null when it is not scheduled." }),
  audience: z.number().int().nullable().meta({ description: "People it is for; null until they are known." }),
  reason: Text.meta({ description: "Why, in words, where it was not a person who did it." }),
});

const ofAddress = { ...person, reason: z.enum(suppressionReasons) };

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
  "contact.updated": z.object({
    ...ofContact,
    changed: z
      .array(z.string())
      .meta({ description: "Names of what changed, such as `first_name`, `fields.plan`, `tags`." }),
  }),
  "contact.deleted": z.object({
    contact_id: id("ctc"),
    external_id: person.external_id,
  }),
  "contacts.changed": z.object({
    change: z.enum(manyChanges),
    import_id: id("imp").nullable(),
    tag: Text,
    created: z.number().int(),
    updated: z.number().int(),
  }),
  "suppression.added": z.object({
    ...ofAddress,
    message_id: id("msg").nullable().meta({ description: "What it came of." }),
    expires_at: Text.meta({ description: "Null: for good." }),
  }),
  "suppression.removed": z.object({
    ...ofAddress,
    ending: z.enum(suppressionEndings).meta({
      description: "`lifted` by somebody here, or by the `recipient`, who subscribed again.",
    }),
  }),
  "suppressions.changed": z.object({
    source: z.enum(manySuppressed).meta({ description: "A `file`, or the list of a `provider`." }),
    added: z.number().int(),
  }),
  "campaign.scheduled": ofCampaign,
  "campaign.unscheduled": ofCampaign,
  "campaign.started": ofCampaign,
  "campaign.paused": ofCampaign,
  "campaign.resumed": ofCampaign,
  "campaign.finished": ofCampaign,
  "campaign.cancelled": ofCampaign,
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
} as const satisfies Readonly<Record<ToldType, z.ZodObject>>;

export type EventDataOf<T extends ToldType> = z.output<(typeof dataSchemas)[T]>;

const Time = z.string().meta({ format: "date-time", description: "When it happened, ISO 8601, UTC." });

/** The whole body that is sent for a type. */
export const bodySchemaOf = (type: ToldType) =>
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

const campaign = {
  campaign_id: "cmp_1CYQ3p4p2zGq5n3Zt8mXwE",
  campaign_name: "Spring sale",
  scheduled_at: null,
  audience: 4200,
  reason: null,
};

const examples: { readonly [T in ToldType]: EventDataOf<T> } = {
  "contact.created": { ...named, source: "api" },
  "contact.subscribed": { ...named, list, status: "confirmed", method: "form" },
  "contact.unsubscribed": { ...named, list, method: "one_click" },
  "contact.updated": { ...named, changed: ["last_name", "fields.plan"] },
  "contact.deleted": { contact_id: somebody.contact_id, external_id: somebody.external_id },
  "contacts.changed": {
    change: "import",
    import_id: "imp_1CYQ3p4p2zGq5n3Zt8mXwK",
    tag: null,
    created: 1200,
    updated: 340,
  },
  "suppression.added": {
    ...somebody,
    reason: "hard_bounce",
    message_id: "msg_1CYQ3p4p2zGq5n3Zt8mXwF",
    expires_at: null,
  },
  "suppression.removed": { ...somebody, reason: "hard_bounce", ending: "lifted" },
  "suppressions.changed": { source: "file", added: 25_000 },
  "campaign.scheduled": {
    ...campaign,
    status: "scheduled",
    scheduled_at: "2026-12-01T08:00:00.000Z",
    audience: null,
  },
  "campaign.unscheduled": { ...campaign, status: "draft", audience: null },
  "campaign.started": { ...campaign, status: "sending" },
  "campaign.paused": { ...campaign, status: "paused", reason: "More bounces than the workspace allows." },
  "campaign.resumed": { ...campaign, status: "sending" },
  "campaign.finished": { ...campaign, status: "sent" },
  "campaign.cancelled": { ...campaign, status: "cancelled" },
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
export const exampleData = <T extends ToldType>(type: T): EventDataOf<T> => examples[type];
