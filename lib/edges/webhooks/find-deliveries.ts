import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { type DeliveryStatus, deliveryStatuses } from "./delivery-status.shared";
import { requireEventScopes } from "./event-scopes";
import { getDelivery, getWebhook, webhookKey } from "./queries";
import { type DeliveryDetails, type DeliveryPage, DeliveryRef, type DeliveryView, WebhookRef } from "./schema";
import { deliveryTries } from "./tries";

const { sql } = Prisma;

interface Row {
  id: string;
  endpointId: string;
  eventId: string;
  eventType: string | null;
  status: DeliveryStatus;
  attempt: number;
  statusCode: number | null;
  error: string | null;
  durationMs: number | null;
  createdAt: Date;
  lastAttemptAt: Date | null;
  nextAttemptAt: Date | null;
}

interface Asked {
  status?: DeliveryStatus | undefined;
  /** Those behind this one, or just before that one. UUIDs. */
  cursor?: string | undefined;
  newerThan?: string | undefined;
}

/** Deliveries to one endpoint, by when their events happened, the newest first. `next` is the cursor of the next page, null on the last. */
export async function findDeliveries(ctx: Ctx, input: WebhookRef & Asked, limit: number): Promise<DeliveryPage> {
  requirePermission(ctx, "webhooks.read");
  requirePermission(ctx, "contacts.read");
  const { webhookId } = WebhookRef.parse(input);
  await getWebhook(ctx, webhookId);
  const rows = await readRows(ctx, webhookId, input, limit + 1);
  const deliveries = rows.slice(0, limit).map(presentDelivery);
  if (input.newerThan) deliveries.reverse();
  return { deliveries, next: rows.length > limit ? (deliveries.at(-1)?.id ?? null) : null };
}

/** Each status is read by its index, so that the few that failed are found among millions; what was read is put in one order. */
function readRows(
  { db, workspaceId }: Ctx,
  endpointId: string,
  { status, cursor, newerThan }: Asked,
  limit: number,
): Promise<Row[]> {
  const way = newerThan ? sql`asc` : sql`desc`;
  const beyond = newerThan
    ? sql`and d.id > ${newerThan}::uuid`
    : cursor
      ? sql`and d.id < ${cursor}::uuid`
      : Prisma.empty;
  const parts = (status ? [status] : deliveryStatuses).map(
    (
      each,
    ) => sql`(select d.id, d.endpoint_id, d.event_id, d.status, d.attempt, d.status_code, d.error, d.duration_ms, d.created_at,
                          d.last_attempt_at, d.next_attempt_at
                     from webhook_delivery d
                    where d.workspace_id = ${workspaceId}::uuid and d.endpoint_id = ${endpointId}::uuid and d.status = ${each} ${beyond}
                    order by d.id ${way} limit ${limit})`,
  );
  return db.$queryRaw<Row[]>(sql`
    select d.id, d.endpoint_id as "endpointId", d.event_id as "eventId", e.type as "eventType", d.status, d.attempt,
           d.status_code as "statusCode", d.error, d.duration_ms as "durationMs", d.created_at as "createdAt",
           d.last_attempt_at as "lastAttemptAt", d.next_attempt_at as "nextAttemptAt"
      from (${Prisma.join(parts, " union all ")}) d
      left join webhook_event e on e.workspace_id = ${workspaceId}::uuid and e.id = d.event_id
     order by d.id ${way} limit ${limit}`);
}

function presentDelivery(row: Row): DeliveryView {
  return {
    id: publicId("dlv", row.id),
    webhookId: publicId("whk", row.endpointId),
    eventId: publicId("evt", row.eventId),
    eventType: row.eventType,
    status: row.status,
    attempts: row.attempt,
    statusCode: row.statusCode,
    error: row.error,
    tookMs: row.durationMs,
    createdAt: row.createdAt.toISOString(),
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
  };
}

/** One delivery with what is sent and every try with its answer. */
export async function findDelivery(ctx: Ctx, input: DeliveryRef): Promise<DeliveryDetails> {
  requirePermission(ctx, "webhooks.read");
  requirePermission(ctx, "contacts.read");
  const delivery = await getDelivery(ctx, DeliveryRef.parse(input).deliveryId);
  const event = await ctx.db.webhookEvent.findUnique({ where: webhookKey(ctx, delivery.eventId) });
  if (event) requireEventScopes(ctx, event.type);
  return {
    ...presentDelivery({ ...delivery, eventType: event?.type ?? null }),
    body: event?.body ?? null,
    tries: deliveryTries.read(delivery.tries).toReversed(),
  };
}
