import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { pgPool } from "@/lib/base/db/pool";
import { createLog } from "@/lib/base/log";
import { requirePermission } from "@/lib/base/permissions.shared";
import { keepAwake } from "@/lib/base/process/function-host";
import type { CustomEventSource } from "./kinds.shared";

/** A program that does everything wrong shows in a hundred of its messages as well as in a million. */
const A_MINUTE = 100;
const MINUTE_MS = 60_000;
const SHOWN_LENGTH = 2_000;

const log = createLog({ part: "event-refusals" });
/** How many were written down of a workspace within the minute. */
const noted = new BoundedCache<{ count: number }>({ max: 10_000, freshMs: MINUTE_MS });

/** A message that cannot be taken as an event, and why, in words. */
export interface RefusedMessage {
  source: CustomEventSource;
  reason: string;
  message: unknown;
}

/** Writes refused messages down for whoever debugs a program, so many a minute at most. Never throws and nobody waits for it. */
export function noteRefusals(workspaceId: string, refused: readonly RefusedMessage[]): void {
  const state = noted.get(workspaceId) ?? { count: 0 };
  if (state.count === 0) noted.set(workspaceId, state);
  const kept = refused.slice(0, Math.max(0, A_MINUTE - state.count));
  state.count += kept.length;
  if (kept.length === 0) return;
  keepAwake(
    write(workspaceId, kept).catch((error: unknown) => log.warn("refused messages could not be noted", { error })),
  );
}

async function write(workspaceId: string, refused: readonly RefusedMessage[]): Promise<void> {
  const rows = refused.map(({ source, reason, message }) => ({ id: newId(), source, reason, message: shown(message) }));
  await pgPool().query({
    name: "note-event-refusals",
    text: `
      insert into event_refusal (workspace_id, id, at, source, reason, message)
      select $1::uuid, g.id, $3::timestamptz, g.source, g.reason, g.message
        from json_to_recordset($2::json) as g(id uuid, source text, reason text, message text)`,
    values: [workspaceId, JSON.stringify(rows), new Date()],
  });
}

/** A key that stands in the message is nobody's to read. */
const KEY = /\bhm_(live|test)_\w+/g;

/** The beginning of a message, without what no text column takes. */
function shown(message: unknown): string {
  const text = typeof message === "string" ? message : written(message);
  return text.replaceAll(KEY, "hm_$1_…").slice(0, SHOWN_LENGTH).toWellFormed().replaceAll("\0", "\ufffd");
}

/** Nothing where it goes too deep to be written. */
function written(message: unknown): string {
  try {
    return JSON.stringify(message) ?? "";
  } catch {
    return "";
  }
}

export interface EventRefusalItem {
  at: string;
  source: CustomEventSource;
  reason: string;
  message: string;
}

/** The last messages that were refused, the newest first. */
export async function findEventRefusals(ctx: Ctx, limit: number): Promise<EventRefusalItem[]> {
  requirePermission(ctx, "events.read");
  const rows = await ctx.db.eventRefusal.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(({ at, source, reason, message }) => ({ at: at.toISOString(), source, reason, message }));
}
