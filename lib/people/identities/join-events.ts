import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { ADDRESS_KEY } from "./waiting";

const { sql } = Prisma;

/** Rows of one statement. */
const PIECE_ROWS = 1_000;
/** Events that were being stored while a person became known are committed by then; they are joined the second time. */
const SETTLED_MS = 10_000;

/**
 * Gives the events of people who have become known to their contacts, a thousand at a time: now, and once more when whatever was being
 * stored meanwhile is there. Answers whether nothing is left to do now.
 */
export async function joinEvents(ctx: Ctx, endBy: Date): Promise<boolean> {
  for (;;) {
    if (new Date() >= endBy) return false;
    const found = await joinable(ctx);
    if (found.length === 0) return true;
    const events = found.map(({ eventId }) => eventId);
    while ((await joinPiece(ctx, events)) > 0) if (new Date() >= endBy) return false;
    await settle(
      ctx,
      found.filter(({ isSettled }) => isSettled).map(({ eventId }) => eventId),
    );
    if (found.every(({ isSettled }) => !isSettled)) return true;
  }
}

/** Of those that were looked at: the oldest whose time has come, and what has just been applied. */
const joinable = ({ db, workspaceId, now }: Ctx) =>
  db.$queryRaw<{ eventId: string; isSettled: boolean }[]>(sql`
    select event_id as "eventId", applied_at < ${new Date(now().getTime() - SETTLED_MS)} as "isSettled" from event_identity
     where workspace_id = ${workspaceId}::uuid and applied_at is not null
     order by applied_at limit 500`);

/** Ids that a contact got before are looked for no more: what came under them has been joined. */
const RECENT_MS = 15 * 60_000;

/**
 * By the ids that these events name, and those that their contacts got just now. The pieces of a million events of one person each read
 * their own thousand: nothing sorts or counts the rest.
 */
function joinPiece({ db, workspaceId, now }: Ctx, events: readonly string[]): Promise<number> {
  const workspace = sql`${workspaceId}::uuid`;
  return db.$executeRaw(sql`
    with told as materialized (
      select e.contact_id as contact, e.user_id,
             case when e.kind in ('identify', 'alias') or e.details ->> ${ADDRESS_KEY} is not null then e.anonymous_id end as anonymous_id
        from custom_event e
       where e.workspace_id = ${workspace} and e.id = any(${events}::uuid[]) and e.contact_id is not null
    ), ids as materialized (
      select contact, user_id as value from told where user_id is not null
      union
      select contact, anonymous_id from told where anonymous_id is not null
      union
      select a.contact_id, a.value from contact_alias a
       where a.workspace_id = ${workspace} and a.contact_id in (select contact from told)
         and a.created_at >= ${new Date(now().getTime() - RECENT_MS)}
    ), found as materialized (
      select e.id, ids.contact from ids join custom_event e on e.workspace_id = ${workspace} and e.contact_id is null
         and e.user_id = ids.value
      union all
      select e.id, ids.contact from ids join custom_event e on e.workspace_id = ${workspace} and e.contact_id is null
         and e.anonymous_id = ids.value and (e.user_id is null or e.user_id = ids.value)
      limit ${PIECE_ROWS}
    )
    update custom_event e set contact_id = found.contact from (select distinct on (id) id, contact from found order by id, contact) found
     where e.workspace_id = ${workspace} and e.id = found.id and e.contact_id is null`);
}

async function settle({ db, workspaceId }: Ctx, events: readonly string[]): Promise<void> {
  if (events.length === 0) return;
  // What is to be looked at again meanwhile stays.
  await db.eventIdentity.deleteMany({ where: { workspaceId, eventId: { in: [...events] }, appliedAt: { not: null } } });
}
