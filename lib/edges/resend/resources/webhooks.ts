import { z } from "zod";
import { idOf, publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import {
  byId,
  cursorsOf,
  listOf,
  newestFirst,
  outId,
  PageQuery,
  pageAmong,
  withoutNulls,
} from "@/lib/edges/resend/shapes";
import { resendName, resendNames, toldTypes } from "@/lib/edges/resend/webhook-events";
import { createWebhook } from "@/lib/edges/webhooks/create-webhook";
import { deleteWebhook } from "@/lib/edges/webhooks/delete-webhook";
import type { DeliveryStatus } from "@/lib/edges/webhooks/delivery-status.shared";
import { findDeliveries, findDelivery } from "@/lib/edges/webhooks/find-deliveries";
import { deliveryId } from "@/lib/edges/webhooks/insert-deliveries";
import { findWebhook, findWebhooks, secretForWriter } from "@/lib/edges/webhooks/queries";
import { replayWebhook } from "@/lib/edges/webhooks/replay-webhook";
import { rotateWebhookSecret } from "@/lib/edges/webhooks/rotate-webhook-secret";
import type { DeliveryView, WebhookView } from "@/lib/edges/webhooks/schema";
import { updateWebhook } from "@/lib/edges/webhooks/update-webhook";

const noun = "Webhook";
const one = { path: "/webhooks/{id}", noun, params: byId("whk") } as const;
const Event = z.object({ id: idOf("whk"), event: idOf("evt") });
const writing = ["webhooks.write", "contacts.read"] as const;
const reading = ["webhooks.read", "contacts.read"] as const;
const Events = z.array(z.string().max(100)).min(1, "Name at least one event.").max(100);

const NewWebhook = z.object({ endpoint: z.string(), events: Events });
const Changes = z.preprocess(
  withoutNulls,
  z.object({
    endpoint: z.string().optional(),
    events: Events.optional(),
    status: z.enum(["enabled", "disabled"]).optional(),
  }),
);

const presentWebhook = (view: WebhookView) => ({
  id: outId("whk", view.id),
  endpoint: view.url,
  events: resendNames(view.eventTypes),
  status: view.enabled ? "enabled" : "disabled",
  created_at: view.createdAt,
});

const statuses = {
  ...{ pending: "pending", delivered: "success", failed: "failed" },
} as const satisfies Readonly<Record<DeliveryStatus, string>>;

/** An event to an endpoint, by the id of the event. */
const presentEvent = (view: DeliveryView) => ({
  id: outId("evt", view.eventId),
  type: resendName(view.eventType),
  created_at: view.createdAt,
  status: view.status === "pending" && view.attempts > 0 ? "attempting" : statuses[view.status],
});

/** Deliveries have ids of their own, which follow from event and endpoint. */
async function deliveryOf(ctx: KeyCtx, { id, event }: z.output<typeof Event>) {
  await findWebhook(ctx, { webhookId: id });
  const delivery = await findDelivery(ctx, { deliveryId: deliveryId(event, id) });
  if (delivery.webhookId !== publicId("whk", id)) throw notFound("delivery");
  return delivery;
}

const hostOf = (endpoint: string) => (URL.parse(endpoint)?.hostname || "Webhook").slice(0, 80);

export const resendWebhookOperations = [
  defineResend({
    id: "resend.webhooks.create",
    method: "POST",
    path: "/webhooks",
    noun,
    scopes: writing,
    showsSecret: true,
    status: 201,
    body: NewWebhook,
    example: { endpoint: "https://shop.example/webhooks", events: ["contact.created", "contact.deleted"] },
    run: async (ctx, { body: { endpoint, events } }) => {
      const made = await createWebhook(ctx, { name: hostOf(endpoint), url: endpoint, eventTypes: toldTypes(events) });
      return { object: "webhook", id: outId("whk", made.id), signing_secret: made.signingSecret };
    },
  }),
  defineResend({
    id: "resend.webhooks.list",
    method: "GET",
    path: "/webhooks",
    noun,
    scopes: ["webhooks.read"],
    query: PageQuery,
    run: async (ctx, { query }) => pageAmong(newestFirst((await findWebhooks(ctx)).map(presentWebhook)), query),
  }),
  defineResend({
    ...one,
    id: "resend.webhooks.get",
    method: "GET",
    scopes: ["webhooks.read"],
    run: async (ctx, { params }) => ({
      object: "webhook",
      ...presentWebhook(await findWebhook(ctx, { webhookId: params.id })),
      signing_secret: await secretForWriter(ctx, params.id),
    }),
  }),
  defineResend({
    ...one,
    id: "resend.webhooks.update",
    method: "PATCH",
    scopes: writing,
    body: Changes,
    example: { status: "disabled" },
    run: async (ctx, { params, body: { endpoint, events, status } }) => {
      await updateWebhook(ctx, {
        webhookId: params.id,
        ...(endpoint !== undefined && { url: endpoint }),
        ...(events && { eventTypes: toldTypes(events) }),
        ...(status && { enabled: status === "enabled" }),
      });
      return { object: "webhook", id: params.id };
    },
  }),
  defineResend({
    ...one,
    id: "resend.webhooks.remove",
    method: "DELETE",
    scopes: ["webhooks.write"],
    run: async (ctx, { params }) => {
      await deleteWebhook(ctx, { webhookId: params.id });
      return { object: "webhook", id: params.id, deleted: true };
    },
  }),
  defineResend({
    ...one,
    id: "resend.webhooks.rotateSigningSecret",
    method: "POST",
    path: "/webhooks/{id}/signing-secret/rotate",
    scopes: ["webhooks.write"],
    showsSecret: true,
    run: async (ctx, { params }) => {
      const { signingSecret } = await rotateWebhookSecret(ctx, { webhookId: params.id });
      return { object: "webhook", id: params.id, signing_secret: signingSecret };
    },
  }),
  defineResend({
    ...one,
    id: "resend.webhooks.events.list",
    method: "GET",
    path: "/webhooks/{id}/events",
    scopes: reading,
    query: PageQuery,
    run: async (ctx, { params, query }) => {
      const { after, before } = cursorsOf("evt", query);
      const beyond = {
        cursor: after && deliveryId(after, params.id),
        newerThan: before && deliveryId(before, params.id),
      };
      const found = await findDeliveries(ctx, { webhookId: params.id, ...beyond }, query.limit);
      return listOf(found.deliveries.map(presentEvent), found.next !== null);
    },
  }),
  defineResend({
    id: "resend.webhooks.events.get",
    method: "GET",
    path: "/webhooks/{id}/events/{event}",
    noun: "Webhook event",
    params: Event,
    scopes: reading,
    run: async (ctx, { params }) => {
      const found = await deliveryOf(ctx, params);
      const payload = found.body === null ? null : (JSON.parse(found.body) as unknown);
      return { object: "webhook_event", ...presentEvent(found), next_attempt_at: found.nextAttemptAt, payload };
    },
  }),
  defineResend({
    id: "resend.webhooks.events.replay",
    method: "POST",
    path: "/webhooks/{id}/events/{event}/replay",
    noun: "Webhook event",
    params: Event,
    scopes: writing,
    run: async (ctx, { params: { id, event } }) => {
      await replayWebhook(ctx, { webhookId: id, deliveryIds: [deliveryId(event, id)] });
      return { object: "webhook_event", id: event };
    },
  }),
  defineResend({
    id: "resend.webhooks.events.attempts",
    method: "GET",
    path: "/webhooks/{id}/events/{event}/attempts",
    noun: "Webhook event",
    params: Event,
    scopes: reading,
    query: PageQuery,
    run: async (ctx, { params, query }) => {
      const { tries } = await deliveryOf(ctx, params);
      const shown = tries.map(({ at, statusCode, answer, error }) => ({
        ...{ id: `${params.event}/${at}`, http_status_code: statusCode, sent_at: at },
        response: answer?.body ?? error ?? "",
      }));
      return pageAmong(shown, query);
    },
  }),
];
