import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { ToldType } from "@/lib/events/outbox/told-facts";
import { readableEventTypes, requireEventScopes } from "./event-scopes";

export interface WebhookEventView {
  id: string;
  type: string;
  occurredAt: string;
  /** As it is sent. */
  body: string;
}

/**
 * What other programs were told of, or would have been: events that at least one endpoint wants and that the actor may read, by when they
 * happened, the newest first.
 * `next` is the cursor of the next page, null on the last.
 */
export async function findWebhookEvents(
  ctx: Ctx,
  { type, cursor }: { type?: ToldType | undefined; cursor?: string | undefined },
  limit: number,
): Promise<{ events: WebhookEventView[]; next: string | null }> {
  requirePermission(ctx, "webhooks.read");
  requirePermission(ctx, "contacts.read");
  if (type) requireEventScopes(ctx, type);
  const rows = await ctx.db.webhookEvent.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      isTest: false,
      type: type ?? { in: readableEventTypes(ctx) },
      ...(cursor && { id: { lt: cursor } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const events = rows.slice(0, limit).map(({ id, type: name, occurredAt, body }) => ({
    id: publicId("evt", id),
    type: name,
    occurredAt: occurredAt.toISOString(),
    body,
  }));
  return { events, next: rows.length > limit ? (events.at(-1)?.id ?? null) : null };
}
