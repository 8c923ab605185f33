import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type { Ctx } from "@/lib/base/context";
import { pgPool } from "@/lib/base/db/pool";
import { createLog } from "@/lib/base/log";
import { keepAwake } from "@/lib/base/process/function-host";

/** Names that a workspace is shown to choose from, and properties of one: whatever a program invents beyond them still counts as an event. */
export const MAX_NAMES = 500;
const MAX_KEYS = 100;
const MAX_KEY_LENGTH = 100;
const HOUR_MS = 3_600_000;
/** A name that came for so long no more makes room where all places are taken: whoever makes up names keeps nobody's out for ever. */
const STALE_MS = 30 * 24 * HOUR_MS;

const log = createLog({ part: "event-names" });
/** What this process has written down within the hour: property keys by workspace and name. */
const known = new BoundedCache<Set<string>>({ max: 20_000, freshMs: HOUR_MS });

interface Named {
  name: string;
  properties: Readonly<Record<string, unknown>>;
}

/** Notes names of events and of their properties, once they are stored. Never throws and nobody waits for it. */
export function noteEventNames(workspaceId: string, events: readonly Named[]): void {
  const fresh = freshNames(workspaceId, events);
  if (fresh.size === 0) return;
  const work = write(workspaceId, fresh).catch((error: unknown) => {
    for (const name of fresh.keys()) known.delete(cacheKey(workspaceId, name));
    log.warn("names of events could not be noted", { workspaceId, error });
  });
  keepAwake(work);
}

const cacheKey = (workspaceId: string, name: string) => `${workspaceId} ${name}`;

function freshNames(workspaceId: string, events: readonly Named[]): Map<string, string[]> {
  const fresh = new Map<string, string[]>();
  for (const { name, properties } of events) {
    const key = cacheKey(workspaceId, name);
    const before = known.get(key);
    const seen = before ?? new Set<string>();
    if (before && before.size >= MAX_KEYS) continue;
    const keys = Object.keys(properties).filter((each) => each.length <= MAX_KEY_LENGTH && !seen.has(each));
    if (before && keys.length === 0) continue;
    for (const each of keys) seen.add(each);
    if (!before) known.set(key, seen);
    fresh.set(name, [...(fresh.get(name) ?? []), ...keys]);
  }
  return fresh;
}

/** In the order of names, so that two processes wait for each other in one order. */
async function write(workspaceId: string, fresh: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const now = new Date();
  const rows = [...fresh].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MAX_NAMES);
  await pgPool().query({
    name: "make-room-for-event-names",
    text: `
      delete from event_name where workspace_id = $1::uuid and last_seen_at < $2::timestamptz
         and (select count(*) from event_name e where e.workspace_id = $1::uuid) >= ${MAX_NAMES}`,
    values: [workspaceId, new Date(now.getTime() - STALE_MS)],
  });
  await pgPool().query({
    name: "note-event-names",
    text: `
      insert into event_name as n (workspace_id, name, property_keys, first_seen_at, last_seen_at)
      select $1::uuid, g.name, array(select json_array_elements_text(g.keys) limit ${MAX_KEYS}), $3::timestamptz, $3::timestamptz
        from json_to_recordset($2::json) as g(name text, keys json)
       where exists (select from event_name e where e.workspace_id = $1::uuid and e.name = g.name)
          or (select count(*) from event_name e where e.workspace_id = $1::uuid) < ${MAX_NAMES}
      on conflict (workspace_id, name) do update set last_seen_at = greatest(n.last_seen_at, excluded.last_seen_at),
        property_keys = array(select distinct k from unnest(n.property_keys || excluded.property_keys) k order by k limit ${MAX_KEYS})`,
    values: [workspaceId, JSON.stringify(rows.map(([name, keys]) => ({ name, keys }))), now],
  });
}

export interface EventNameItem {
  name: string;
  /** Names of properties, in their order. */
  properties: string[];
  firstSeenAt: string;
  lastSeenAt: string;
}

/** The names of events that this workspace got, at most 500, in their order. */
export async function findEventNames({ db, workspaceId }: Pick<Ctx, "db" | "workspaceId">): Promise<EventNameItem[]> {
  const rows = await db.eventName.findMany({ where: { workspaceId }, orderBy: { name: "asc" }, take: MAX_NAMES * 2 });
  return rows.map(({ name, propertyKeys, firstSeenAt, lastSeenAt }) => ({
    name,
    properties: propertyKeys,
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }));
}
