import type { Ctx } from "@/lib/base/context";
import type { CustomEvent } from "@/lib/base/db/generated/client";
import { publicId, timeOfId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { maybeMsg, t } from "@/lib/language/t";
import type { CustomEventKind, CustomEventSource } from "./kinds.shared";
import { type Applied, eventApplied, eventDetails, eventProperties } from "./stored-event";

/** An event as it is shown; ids are public, times ISO 8601. */
export interface CustomEventItem {
  id: string;
  kind: CustomEventKind;
  name: string;
  occurredAt: string;
  receivedAt: string;
  messageId: string;
  contactId: string | null;
  userId: string | null;
  anonymousId: string | null;
  source: CustomEventSource;
  properties: Record<string, unknown>;
  details: Record<string, unknown>;
  applied: Applied | null;
}

interface EventFilters {
  contactId?: string | undefined;
  name?: string | undefined;
  /** The last one of the page before. */
  after?: string | undefined;
  limit: number;
}

/** Events in the order in which they came, the newest first. */
export async function findCustomEvents(
  ctx: Ctx,
  { contactId, name, after, limit }: EventFilters,
): Promise<{ items: CustomEventItem[]; next: string | null }> {
  requirePermission(ctx, "events.read");
  const rows = await ctx.db.customEvent.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      ...(contactId !== undefined && { contactId }),
      ...(name !== undefined && { name }),
      ...(after !== undefined && { id: { lt: after } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(present), next: rows.length > limit && last ? publicId("cev", last.id) : null };
}

/** What was noted is stored in English. */
function inWords(applied: Applied | null): Applied | null {
  return applied && { ...applied, notes: applied.notes.map(({ trait, text }) => ({ trait, text: t(maybeMsg(text)) })) };
}

function present(row: CustomEvent): CustomEventItem {
  const { id, kind, name, messageId, userId, anonymousId, source } = row;
  return {
    ...{ kind, name, messageId, userId, anonymousId, source },
    id: publicId("cev", id),
    occurredAt: row.occurredAt.toISOString(),
    receivedAt: timeOfId(id).toISOString(),
    contactId: row.contactId && publicId("ctc", row.contactId),
    properties: eventProperties.read(row.said),
    details: eventDetails.read(row.details),
    applied: inWords(eventApplied.readOrNull(row.applied)),
  };
}
