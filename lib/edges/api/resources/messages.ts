import { z } from "zod";
import { defineOperation } from "@/lib/edges/api/operation";
import { bounceLabel, bounceMeaning } from "@/lib/reports/messages/bounce-text.shared";
import { findMessageItems } from "@/lib/reports/messages/find-message-items";
import { getMessage } from "@/lib/reports/messages/get-message";
import { type MessageStep, messageKinds, messageStatuses } from "@/lib/reports/messages/schema";
import { asPage, ContactOf, contactOf, idCursor, idParam, pageOf, pageQuery, Time } from "./shapes";

const group = "Messages";
const MessageParam = z.strictObject({ messageId: idParam("msg") });

const Bounce = z
  .object({
    kind: z.string().nullable().meta({ description: "hard, soft or block." }),
    category: z.string().nullable().meta({ description: "Stable, such as `mailbox_full`." }),
    label: z.string().meta({ description: "The reason in words." }),
    meaning: z.string().nullable().meta({ description: "What it means for the address." }),
  })
  .meta({ id: "Bounce" });

const bounceOf = (kind: string | null, category: string | null): z.input<typeof Bounce> => ({
  ...{ kind, category },
  label: bounceLabel(category),
  meaning: bounceMeaning(category),
});

const places = ["delivered", "bounced", "failed", "suppressed", "skipped", "unconfirmed", "pending"] as const;
const Place = z.enum(places).meta({ description: "Where it stands in the numbers of its campaign." });

const MessageOfList = z
  .object({
    id: z.string(),
    kind: z.enum(messageKinds),
    campaignId: z.string().nullable(),
    contactId: z.string().nullable(),
    email: z.string(),
    status: z.enum(messageStatuses),
    place: Place,
    skipReason: z.string().nullable().meta({ description: "Why nothing was sent." }),
    createdAt: Time,
    sentAt: Time.nullable(),
    deliveredAt: Time.nullable(),
    bouncedAt: Time.nullable(),
    bounce: Bounce.nullable(),
    replyCode: z.number().int().nullable(),
    statusCode: z.string().nullable(),
    replyText: z.string().nullable().meta({ description: "The last answer of the other side, in its own words." }),
    opens: z.number().int(),
    clicks: z.number().int(),
  })
  .meta({ id: "MessageItem" });

const list = defineOperation({
  id: "listMessages",
  method: "GET",
  path: "/messages",
  group,
  summary: "List messages",
  description:
    "Newest first, of a contact (which asks for `contacts.read` too), of a campaign, or of the workspace. With `status` a page may be short, or empty, and have a next one: follow `next_cursor`.",
  scope: "reports.read",
  heavy: true,
  query: z.strictObject({
    ...pageQuery,
    cursor: idCursor("msg"),
    ...ContactOf.shape,
    campaignId: idParam("cmp").optional(),
    status: z.enum(messageStatuses).optional(),
  }),
  answer: pageOf(MessageOfList),
  run: async (ctx, { query: { limit, cursor, contact, ...filters } }) => {
    const contactId = await contactOf(ctx, { contact });
    const { messages, next } = await findMessageItems(ctx, { ...filters, contactId, after: cursor }, limit);
    const items = messages.map(({ bounceKind, bounceCategory, ...message }) => ({
      ...message,
      bounce: message.bouncedAt === null ? null : bounceOf(bounceKind, bounceCategory),
    }));
    return asPage(items, next);
  },
});

const get = defineOperation({
  id: "getMessage",
  method: "GET",
  path: "/messages/{message_id}",
  group,
  summary: "Get a message",
  scope: "reports.read",
  params: MessageParam,
  answer: z
    .object({
      id: z.string(),
      kind: z.enum(messageKinds),
      email: z.string(),
      contactId: z.string().nullable(),
      campaign: z.object({ id: z.string(), name: z.string() }).nullable(),
      emailId: z.string().nullable().meta({ description: "The mail of `POST /emails` that it belongs to." }),
      subject: z.string().nullable().meta({ description: "As this person got it." }),
      from: z.string().nullable(),
      place: Place,
      transport: z.string().nullable(),
      opens: z.number().int(),
      clicks: z.number().int(),
      tracks: z.object({ opens: z.boolean(), clicks: z.boolean() }).meta({ description: "What is noticed of it." }),
      complained: z.boolean(),
      unsubscribed: z.boolean(),
      replied: z.boolean(),
      attempts: z.number().int(),
      nextAttemptAt: Time.nullable(),
      suppression: z
        .object({
          reason: z.string(),
          since: Time,
          byThis: z.boolean().meta({ description: "This message caused it." }),
        })
        .nullable()
        .meta({ description: "What blocks the address now." }),
    })
    .meta({ id: "Message" }),
  run: async (ctx, { params }) => {
    const { steps: _steps, cut: _cut, hasPreview: _preview, single, ...message } = await getMessage(ctx, params);
    return { ...message, emailId: single?.id ?? null };
  },
});

const Event = z
  .object({
    id: z.string(),
    at: Time,
    type: z.string().meta({ description: "Such as `attempt`, `message.bounced` or `message.opened`." }),
    attempt: z
      .object({
        number: z.number().int(),
        outcome: z.string().nullable().meta({ description: "accepted, deferred, refused or unconfirmed." }),
        transport: z.string().nullable(),
        tookMs: z.number().nullable(),
        nextAt: Time.nullable(),
      })
      .nullable(),
    reply: z
      .object({
        code: z.string().nullable(),
        status: z.string().nullable(),
        text: z.string().nullable(),
        server: z.string().nullable(),
      })
      .nullable(),
    bounce: Bounce.nullable(),
    likely: z.boolean().meta({ description: "Known by recipient and time only." }),
    source: z.string().nullable().meta({ description: "smtp, dsn, arf, mail, web or a provider." }),
    actor: z.string().nullable().meta({ description: "Who opened or clicked: human, proxy or bot." }),
    reasons: z.array(z.string()),
    detail: z.string().nullable(),
    client: z.string().nullable(),
  })
  .meta({ id: "MessageEvent" });

/** Without what names mail as it came, which asks for a right of its own. */
const asEvent = ({ raw: _raw, replyId: _reply, bounce, ...step }: MessageStep): z.input<typeof Event> => ({
  ...step,
  bounce: bounce && bounceOf(bounce.kind, bounce.category),
});

const events = defineOperation({
  id: "listMessageEvents",
  method: "GET",
  path: "/messages/{message_id}/events",
  group,
  summary: "What happened to a message",
  description: "In its order, the first 500 events all on one page. A bounce has its reason in words.",
  scope: "reports.read",
  params: MessageParam,
  answer: pageOf(Event),
  run: async (ctx, { params }) => asPage((await getMessage(ctx, params)).steps.map(asEvent), null),
});

export const messageOperations = [list, get, events];
