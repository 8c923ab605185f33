import { z } from "zod";
import { defineOperation } from "@/lib/edges/api/operation";
import { createWebhook } from "@/lib/edges/webhooks/create-webhook";
import { deleteWebhook } from "@/lib/edges/webhooks/delete-webhook";
import { deliveryStatuses } from "@/lib/edges/webhooks/delivery-status.shared";
import { webhookEventTypes } from "@/lib/edges/webhooks/event-kinds.shared";
import { findDeliveries, findDelivery } from "@/lib/edges/webhooks/find-deliveries";
import { findWebhookEvents } from "@/lib/edges/webhooks/find-webhook-events";
import { findWebhook, findWebhooks } from "@/lib/edges/webhooks/queries";
import { replayWebhook } from "@/lib/edges/webhooks/replay-webhook";
import { rotateWebhookSecret } from "@/lib/edges/webhooks/rotate-webhook-secret";
import {
  CreateWebhook,
  DeliveryFilters,
  EventFilters,
  MAX_REPLAYED,
  ReplayWebhook,
  RotateWebhookSecret,
  TestWebhook,
  WebhookChanges,
} from "@/lib/edges/webhooks/schema";
import { testWebhook } from "@/lib/edges/webhooks/test-webhook";
import { updateWebhook } from "@/lib/edges/webhooks/update-webhook";
import { asPage, idCursor, idParam, pageOf, pageQuery, Time } from "./shapes";

const group = "Webhooks";
const WebhookParam = z.strictObject({ webhookId: idParam("whk") });
const count = z.number().int();

const Webhook = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    eventTypes: z.array(z.enum(webhookEventTypes)),
    enabled: z.boolean(),
    disabledAt: Time.nullable(),
    disabledReason: z.string().nullable().meta({ description: "In words." }),
    failingSince: Time.nullable().meta({ description: "Since when nothing but failures came back." }),
    lastSuccessAt: Time.nullable(),
    previousSecretUntil: Time.nullable().meta({ description: "Until then calls are signed by the former secret too." }),
    createdBy: z.string(),
    isHook: z.boolean().meta({ description: "Made by `POST /hooks`." }),
    createdAt: Time,
  })
  .meta({ id: "Webhook" });

const WebhookWithSecret = Webhook.extend({
  signingSecret: z.string().meta({ description: "`whsec_…`, shown this once." }),
}).meta({ id: "WebhookWithSecret" });

const list = defineOperation({
  id: "listWebhooks",
  method: "GET",
  path: "/webhooks",
  group,
  summary: "List the webhooks",
  description: "All on one page, the oldest first.",
  scope: "webhooks.read",
  answer: pageOf(Webhook),
  run: async (ctx) => asPage(await findWebhooks(ctx), null),
});

const create = defineOperation({
  id: "createWebhook",
  method: "POST",
  path: "/webhooks",
  group,
  summary: "Make a webhook",
  description:
    "Events are posted to the address from now on. Keep `signing_secret`: it is not shown again. Owners and admins are told of the new address. The key must be allowed to read what the events say: `reports.read` for `message.*`, `suppressions.read` for `suppression.*`, `campaigns.read` for `campaign.*`.",
  scope: "webhooks.write",
  also: ["contacts.read"],
  showsSecret: true,
  status: 201,
  body: CreateWebhook,
  example: {
    name: "Shop",
    url: "https://shop.example/webhooks",
    event_types: ["contact.subscribed", "contact.unsubscribed"],
  },
  answer: WebhookWithSecret,
  run: (ctx, { body }) => createWebhook(ctx, body),
});

const get = defineOperation({
  id: "getWebhook",
  method: "GET",
  path: "/webhooks/{webhook_id}",
  group,
  summary: "Get a webhook",
  scope: "webhooks.read",
  params: WebhookParam,
  answer: Webhook,
  run: (ctx, { params }) => findWebhook(ctx, params),
});

const update = defineOperation({
  id: "updateWebhook",
  method: "PATCH",
  path: "/webhooks/{webhook_id}",
  group,
  summary: "Change, disable or enable a webhook",
  description:
    "What waits while it is disabled is sent when it is enabled again. What happens meanwhile is kept for seven days and can be replayed.",
  scope: "webhooks.write",
  also: ["contacts.read"],
  params: WebhookParam,
  body: WebhookChanges,
  example: { enabled: false },
  answer: Webhook,
  run: (ctx, { params, body }) => updateWebhook(ctx, { ...body, ...params }),
});

const remove = defineOperation({
  id: "deleteWebhook",
  method: "DELETE",
  path: "/webhooks/{webhook_id}",
  group,
  summary: "Delete a webhook",
  description: "Nothing more is sent to it, and its deliveries are forgotten.",
  scope: "webhooks.write",
  status: 204,
  params: WebhookParam,
  run: (ctx, { params }) => deleteWebhook(ctx, params),
});

const rotate = defineOperation({
  id: "rotateWebhookSecret",
  method: "PUT",
  path: "/webhooks/{webhook_id}/secret",
  group,
  summary: "Give a webhook a new secret",
  description:
    "For `overlap_hours` calls carry two signatures, by the new secret and by the former one, so that your program can change over in between.",
  scope: "webhooks.write",
  showsSecret: true,
  params: WebhookParam,
  body: z.strictObject(RotateWebhookSecret.omit({ webhookId: true }).shape),
  example: { overlap_hours: 24 },
  answer: WebhookWithSecret,
  run: (ctx, { params, body }) => rotateWebhookSecret(ctx, { ...body, ...params }),
});

const test = defineOperation({
  id: "testWebhook",
  method: "POST",
  path: "/webhooks/{webhook_id}/test",
  group,
  summary: "Send a made-up event",
  description: "Once, within seconds, with `test` in its body; look at its delivery for what was answered.",
  scope: "webhooks.write",
  params: WebhookParam,
  body: z.strictObject(TestWebhook.omit({ webhookId: true }).shape),
  example: { event_type: "message.clicked" },
  answer: z.object({ deliveryId: z.string() }),
  run: (ctx, { params, body }) => testWebhook(ctx, { ...body, ...params }),
});

const Delivery = z
  .object({
    id: z.string(),
    webhookId: z.string(),
    eventId: z.string().meta({ description: "As the header webhook-id has it." }),
    eventType: z.string().nullable().meta({ description: "Null when the event is no longer kept." }),
    status: z.enum(deliveryStatuses),
    attempts: count.meta({ description: "Tries since it began, or was replayed." }),
    statusCode: count.nullable().meta({ description: "Of the last try; null when nothing was answered." }),
    error: z.string().nullable().meta({ description: "What was wrong with the last try, in words." }),
    tookMs: count.nullable(),
    createdAt: Time,
    lastAttemptAt: Time.nullable(),
    nextAttemptAt: Time.nullable(),
  })
  .meta({ id: "WebhookDelivery" });

const deliveries = defineOperation({
  id: "listWebhookDeliveries",
  method: "GET",
  path: "/webhooks/{webhook_id}/deliveries",
  group,
  summary: "List the deliveries of a webhook",
  description: "By when their events happened, the newest first. Kept for 30 days, unless the operator says otherwise.",
  scope: "webhooks.read",
  also: ["contacts.read"],
  params: WebhookParam,
  query: z.strictObject({ ...pageQuery, cursor: idCursor("dlv"), status: DeliveryFilters.shape.status }),
  answer: pageOf(Delivery),
  run: async (ctx, { params, query: { limit, ...filters } }) => {
    const { deliveries: found, next } = await findDeliveries(ctx, { ...params, ...filters }, limit);
    return asPage(found, next);
  },
});

const Try = z.object({
  at: Time,
  url: z.string(),
  signature: z.string(),
  statusCode: count.nullable(),
  error: z.string().nullable(),
  tookMs: count,
  answer: z
    .object({
      headers: z.record(z.string(), z.string()),
      body: z.string().meta({ description: "The first 4 KB." }),
    })
    .nullable(),
});

const delivery = defineOperation({
  id: "getWebhookDelivery",
  method: "GET",
  path: "/webhook-deliveries/{delivery_id}",
  group,
  summary: "Get a delivery with its body and every try",
  scope: "webhooks.read",
  also: ["contacts.read"],
  params: z.strictObject({ deliveryId: idParam("dlv") }),
  answer: Delivery.extend({
    body: z.string().nullable().meta({ description: "JSON as it is sent; null when the event is no longer kept." }),
    tries: z.array(Try).meta({ description: "The newest first, 20 at most." }),
  }).meta({ id: "WebhookDeliveryDetails" }),
  run: (ctx, { params }) => findDelivery(ctx, params),
});

const replay = defineOperation({
  id: "replayWebhook",
  method: "POST",
  path: "/webhooks/{webhook_id}/replay",
  group,
  summary: "Send events once more",
  description: `Up to ${MAX_REPLAYED} deliveries by their ids, the events of a range of ids, or what happened in a time. The ids of the events stay, so that your program knows what it has seen.`,
  scope: "webhooks.write",
  also: ["contacts.read"],
  params: WebhookParam,
  body: z.strictObject({
    deliveryIds: ReplayWebhook.shape.deliveryIds,
    firstEventId: ReplayWebhook.shape.firstEventId,
    lastEventId: ReplayWebhook.shape.lastEventId,
    from: ReplayWebhook.shape.from,
    until: ReplayWebhook.shape.until,
    which: ReplayWebhook.shape.which,
  }),
  example: { from: "2026-11-30T08:00:00Z", which: "missing" },
  answer: z.object({
    replayed: count.nullable().meta({
      description: "Deliveries that begin anew; null for a range or a time, which is gone through step by step.",
    }),
  }),
  run: (ctx, { params, body }) => replayWebhook(ctx, { ...body, ...params }),
});

const events = defineOperation({
  id: "listWebhookEvents",
  method: "GET",
  path: "/webhook-events",
  group,
  summary: "List the events that webhooks are about",
  description:
    "Those that at least one webhook wants and that the key may read, by when they happened, the newest first: for whoever would rather ask than be told.",
  scope: "webhooks.read",
  also: ["contacts.read"],
  query: z.strictObject({ ...pageQuery, cursor: idCursor("evt"), type: EventFilters.shape.type }),
  answer: pageOf(
    z
      .object({
        id: z.string(),
        type: z.string(),
        occurredAt: Time,
        body: z.string().meta({ description: "JSON as it is sent." }),
      })
      .meta({ id: "WebhookEvent" }),
  ),
  run: async (ctx, { query: { limit, ...filters } }) => {
    const found = await findWebhookEvents(ctx, filters, limit);
    return asPage(found.events, found.next);
  },
});

export const webhookOperations = [
  ...[list, create, get, update, remove, rotate, test],
  ...[deliveries, delivery, replay, events],
];
