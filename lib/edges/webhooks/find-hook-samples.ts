import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { ToldType } from "@/lib/events/outbox/told-facts";
import { bodyOf } from "./body";
import { exampleData } from "./catalogue";
import { requireEventScopes } from "./event-scopes";

/** Ids of a UUIDv7 form that no event has. */
const SAMPLE_ID = "01900000-0000-7000-8000-000000000000";
const SAMPLES = 3;

/** Bodies as they are posted for an event: the last ones, newest first, or a made-up one where there is none yet. */
export async function findHookSamples(ctx: Ctx, { event }: { event: ToldType }): Promise<Record<string, unknown>[]> {
  requirePermission(ctx, "webhooks.read");
  requireEventScopes(ctx, event);
  const rows = await ctx.db.webhookEvent.findMany({
    where: { workspaceId: ctx.workspaceId, type: event, isTest: false },
    orderBy: { id: "desc" },
    take: SAMPLES,
    select: { body: true },
  });
  const made = () =>
    bodyOf({
      id: publicId("evt", SAMPLE_ID),
      type: event,
      occurredAt: ctx.now(),
      data: exampleData(event),
      test: true,
    });
  const bodies = rows.length > 0 ? rows.map(({ body }) => body) : [made()];
  return bodies.map((body) => JSON.parse(body) as Record<string, unknown>);
}
