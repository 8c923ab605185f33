import type { Ctx } from "@/lib/base/context";
import type { WebhookDelivery, WebhookEndpoint } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { actorCan, requirePermission } from "@/lib/base/permissions.shared";
import { open } from "@/lib/base/security/secret-box";
import { webhookEventTypes } from "./event-kinds.shared";
import { WebhookRef, type WebhookView } from "./schema";

/** Unique key of a row of this workspace. */
export function webhookKey(ctx: Pick<Ctx, "workspaceId">, id: string) {
  return { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
}

/** The endpoint of this workspace, or not found. */
export async function getWebhook(ctx: Ctx, id: string): Promise<WebhookEndpoint> {
  const endpoint = await ctx.db.webhookEndpoint.findUnique({ where: webhookKey(ctx, id) });
  if (!endpoint || endpoint.deletedAt) throw notFound("webhook");
  return endpoint;
}

/** The delivery of this workspace to an endpoint that is there, or not found. */
export async function getDelivery(ctx: Ctx, id: string): Promise<WebhookDelivery> {
  const delivery = await ctx.db.webhookDelivery.findUnique({ where: webhookKey(ctx, id) });
  if (!delivery) throw notFound("delivery");
  await getWebhook(ctx, delivery.endpointId);
  return delivery;
}

/** The endpoints of the workspace, oldest first. */
export async function findWebhooks(ctx: Ctx): Promise<WebhookView[]> {
  requirePermission(ctx, "webhooks.read");
  const endpoints = await ctx.db.webhookEndpoint.findMany({
    where: { workspaceId: ctx.workspaceId, deletedAt: null },
    orderBy: { id: "asc" },
  });
  return endpoints.map((endpoint) => presentWebhook(endpoint, ctx.now()));
}

/** One of them, or not found. */
export async function findWebhook(ctx: Ctx, input: WebhookRef): Promise<WebhookView> {
  requirePermission(ctx, "webhooks.read");
  return presentWebhook(await getWebhook(ctx, WebhookRef.parse(input).webhookId), ctx.now());
}

/** An endpoint without its secrets. */
export function presentWebhook(endpoint: WebhookEndpoint, now: Date): WebhookView {
  const { previousUntil } = endpoint;
  return {
    id: publicId("whk", endpoint.id),
    name: endpoint.name,
    url: endpoint.url,
    eventTypes: webhookEventTypes.filter((type) => endpoint.eventTypes.includes(type)),
    enabled: endpoint.disabledAt === null,
    disabledAt: endpoint.disabledAt?.toISOString() ?? null,
    disabledReason: endpoint.disabledReason,
    failingSince: endpoint.failingSince?.toISOString() ?? null,
    lastSuccessAt: endpoint.lastSuccessAt?.toISOString() ?? null,
    previousSecretUntil: previousUntil && previousUntil > now ? previousUntil.toISOString() : null,
    createdBy: endpoint.createdByName,
    isHook: endpoint.isHook,
    createdAt: endpoint.createdAt.toISOString(),
  };
}

/** The secret of an endpoint, for whoever may give it another one; null for everybody else. Throws `not_found`. */
export async function secretForWriter(ctx: Ctx, webhookId: string): Promise<string | null> {
  const endpoint = await getWebhook(ctx, webhookId);
  return actorCan(ctx.actor, "webhooks.write") ? open(endpoint.secretSealed) : null;
}

/** The secrets that calls are signed by now, the newest first. */
export function secretsOf(endpoint: WebhookEndpoint, now: Date): string[] {
  const { secretSealed, previousSecretSealed, previousUntil } = endpoint;
  const overlaps = previousSecretSealed !== null && previousUntil !== null && previousUntil > now;
  return [open(secretSealed), ...(overlaps ? [open(previousSecretSealed)] : [])];
}
