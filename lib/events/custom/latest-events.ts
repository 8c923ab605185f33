import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { idOf, parsePublicId, publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
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

/** With the address of its contact. */
export interface LatestEventItem extends CustomEventItem {
  contactEmail: string | null;
}

/** A page of the last events, for whoever connects a program; on the first one also the messages that were refused. */
export async function findLatestEvents(
  ctx: Ctx,
  input: LatestEvents,
): Promise<{ items: LatestEventItem[]; next: string | null; refusals: EventRefusalItem[] }> {
  requirePermission(ctx, "contacts.read");
  const { name, after } = LatestEvents.parse(input);
  const [page, refusals] = await Promise.all([
    findCustomEvents(ctx, { name, after, limit: SHOWN }),
    after === undefined ? findEventRefusals(ctx, SHOWN) : [],
  ]);
  return { ...page, items: await withAddresses(ctx, page.items), refusals };
}

async function withAddresses(ctx: Ctx, items: readonly CustomEventItem[]): Promise<LatestEventItem[]> {
  const ids = new Set(items.flatMap(({ contactId }) => (contactId ? parsePublicId("ctc", contactId) : [])));
  const contacts = await ctx.db.contact.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: [...ids] } },
    select: { id: true, email: true },
  });
  const addresses = new Map(contacts.map(({ id, email }) => [publicId("ctc", id), email]));
  return items.map((item) => ({ ...item, contactEmail: addresses.get(item.contactId ?? "") ?? null }));
}
