import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { idOf } from "@/lib/base/db/ids";
import { type EventRefusalItem, findEventRefusals } from "./event-refusals";
import { type CustomEventItem, findCustomEvents } from "./find-events";
import { MAX_EVENT_NAME } from "./kinds.shared";

/** On one page of the screen. */
const SHOWN = 30;

export const LatestEvents = z.object({
  name: z.string().max(MAX_EVENT_NAME).optional(),
  after: idOf("cev").optional(),
});
export type LatestEvents = z.input<typeof LatestEvents>;

/** A page of the last events, for whoever connects a program; on the first one also the messages that were refused. */
export async function findLatestEvents(
  ctx: Ctx,
  input: LatestEvents,
): Promise<{ items: CustomEventItem[]; next: string | null; refusals: EventRefusalItem[] }> {
  const { name, after } = LatestEvents.parse(input);
  const [page, refusals] = await Promise.all([
    findCustomEvents(ctx, { name, after, limit: SHOWN }),
    after === undefined ? findEventRefusals(ctx, SHOWN) : [],
  ]);
  return { ...page, refusals };
}
