import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { beginAnew } from "./begin-anew";
import type { DeliveryStatus } from "./delivery-status.shared";
import { deliveryId, insertDeliveries } from "./insert-deliveries";
import { wakeLanes } from "./lanes";
import { webhookKey } from "./queries";
import { type ReplayKind, replayKinds } from "./schema";

const { sql } = Prisma;

/** Events of one transaction. */
const A_STEP = 500;

const Stretch = z.object({
  workspaceId: z.uuid(),
  endpointId: z.uuid(),
  which: z.enum(replayKinds),
  /** Ids of events, both ends included. */
  first: z.guid(),
  last: z.guid(),
});
type Stretch = z.output<typeof Stretch>;

/** Replays the events of a stretch, some hundred at a time: each step leaves the next one behind in its own transaction. */
export const replayStretchJob = defineJob("webhooks.replay-stretch", Stretch, replayStep);

interface EventRow {
  eventId: string;
  deliveryId: string;
  /** Null when the endpoint was not told of it. */
  status: DeliveryStatus | null;
}

async function replayStep(ctx: Ctx, stretch: Stretch): Promise<void> {
  const { endpointId, which } = stretch;
  await inTransaction(ctx, async (tx) => {
    const endpoint = await tx.db.webhookEndpoint.findUnique({ where: webhookKey(tx, endpointId) });
    if (!endpoint || endpoint.deletedAt || endpoint.disabledAt) return;
    const rows = await readStep(tx, stretch, endpoint.eventTypes);
    const chosen = rows.filter((row) => isChosen(row, which));
    const missing = chosen.filter(({ status }) => status === null);
    const pairs = missing.map(({ eventId }) => ({ eventId, endpointId }));
    await insertDeliveries(tx, pairs, tx.now());
    const known = chosen.filter(({ status }) => status !== null).map((row) => row.deliveryId);
    await beginAnew(tx, endpointId, known, tx.now());
    if (chosen.length > 0) await wakeLanes(tx, [endpointId], tx.now());
    const next = rows.at(-1)?.eventId;
    if (next && rows.length === A_STEP) await enqueue(tx, replayStretchJob, { ...stretch, first: after(next) });
  });
}

async function readStep(tx: Ctx, { endpointId, first, last }: Stretch, types: readonly string[]): Promise<EventRow[]> {
  const { workspaceId } = tx;
  // Each type by its index: the few bounces of a stretch are found among millions of other events.
  const parts = types.map(
    (type) => sql`(select id from webhook_event
                    where workspace_id = ${workspaceId}::uuid and type = ${type} and id between ${first}::uuid and ${last}::uuid
                      and not is_test
                    order by id limit ${A_STEP})`,
  );
  if (parts.length === 0) return [];
  const events = await tx.db.$queryRaw<{ id: string }[]>(
    sql`select id from (${Prisma.join(parts, " union all ")}) e order by id limit ${A_STEP}`,
  );
  const pairs = events.map(({ id }) => ({ eventId: id, deliveryId: deliveryId(id, endpointId) }));
  const deliveries = await tx.db.webhookDelivery.findMany({
    where: { workspaceId, id: { in: pairs.map((pair) => pair.deliveryId) } },
    select: { id: true, status: true },
  });
  const statuses = new Map(deliveries.map(({ id, status }) => [id, status]));
  return pairs.map((pair) => ({ ...pair, status: statuses.get(pair.deliveryId) ?? null }));
}

function isChosen({ status }: EventRow, which: ReplayKind): boolean {
  if (which === "all") return true;
  return which === "missing" ? status === null : status === "failed";
}

/** The next greater UUID. */
function after(uuid: string): string {
  const digits = (BigInt(`0x${uuid.replaceAll("-", "")}`) + 1n).toString(16).padStart(32, "0");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
