import type { Ctx } from "@/lib/base/context";
import { newId, publicId } from "@/lib/base/db/ids";
import { seal } from "@/lib/base/security/secret-box";
import { bodyOf } from "@/lib/edges/webhooks/body";
import { exampleData } from "@/lib/edges/webhooks/catalogue";
import { deliveryId } from "@/lib/edges/webhooks/insert-deliveries";
import { newSigningSecret, signedHeaders } from "@/lib/edges/webhooks/sign";
import { type DeliveryTry, deliveryTries } from "@/lib/edges/webhooks/tries";
import type { ToldType } from "@/lib/events/outbox/told-facts";

const MINUTE_MS = 60_000;
/** Nobody has this name (RFC 2606). */
const URL = "https://shop.example/webhooks/homing";

const told: readonly { type: ToldType; minutesAgo: number; failed?: true }[] = [
  { type: "contact.unsubscribed", minutesAgo: 190 },
  { type: "message.unsubscribed", minutesAgo: 190 },
  { type: "contact.subscribed", minutesAgo: 60 },
  { type: "message.replied", minutesAgo: 45, failed: true },
  { type: "campaign.finished", minutesAgo: 30 },
  { type: "suppression.added", minutesAgo: 26 },
  { type: "contact.unsubscribed", minutesAgo: 12 },
];

/** A webhook as a shop that has been here for a while would have it, with deliveries. It is disabled: nothing is sent from sample data. */
export async function seedWebhook(ctx: Ctx): Promise<void> {
  const { workspaceId } = ctx;
  const id = newId();
  const secret = newSigningSecret();
  const eventTypes = [...new Set(told.map(({ type }) => type))];
  const now = ctx.now();
  await ctx.db.webhookEndpoint.create({
    data: {
      ...{
        workspaceId,
        id,
        name: "Web shop",
        url: URL,
        eventTypes,
        secretSealed: seal(secret),
        createdByName: "Sample data",
      },
      createdAt: new Date(now.getTime() - 90 * 24 * 60 * MINUTE_MS),
      disabledAt: now,
      disabledReason: "Sample data is sent nowhere.",
      lastSuccessAt: new Date(now.getTime() - 12 * MINUTE_MS),
    },
  });
  await ctx.db.webhookLane.create({ data: { workspaceId, endpointId: id, eventTypes, closedAt: now } });
  for (const { type, minutesAgo, failed } of told) {
    const at = new Date(now.getTime() - minutesAgo * MINUTE_MS);
    const eventId = newId(at.getTime());
    const body = bodyOf({ id: publicId("evt", eventId), type, occurredAt: at, data: exampleData(type) });
    await ctx.db.webhookEvent.create({ data: { workspaceId, id: eventId, type, occurredAt: at, body, createdAt: at } });
    const signature = signedHeaders({ id: publicId("evt", eventId), at, body }, [secret])["webhook-signature"] ?? "";
    const made = tryOf({ at, signature, failed: failed ?? false });
    await ctx.db.webhookDelivery.create({
      data: {
        ...{ workspaceId, id: deliveryId(eventId, id), endpointId: id, eventId, createdAt: at, lastAttemptAt: at },
        ...{ status: failed ? "failed" : "delivered", attempt: failed ? 10 : 1 },
        ...{ statusCode: made.statusCode, error: made.error, durationMs: made.tookMs },
        tries: deliveryTries.write([made]),
      },
    });
  }
}

function tryOf({ at, signature, failed }: { at: Date; signature: string; failed: boolean }): DeliveryTry {
  return {
    at: at.toISOString(),
    url: URL,
    signature,
    statusCode: failed ? 500 : 200,
    error: failed ? "It answered 500." : null,
    tookMs: failed ? 1_204 : 83,
    answer: { headers: { "content-type": "application/json" }, body: failed ? '{"error":"internal"}' : '{"ok":true}' },
  };
}
