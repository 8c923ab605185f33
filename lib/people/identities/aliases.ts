import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import type { Introduced } from "./people";

const { sql } = Prisma;

export interface KnownPerson {
  id: string;
  externalId: string | null;
  email: string;
  normalized: string;
  domain: string;
}

/** The contacts whom some people may be. */
export interface KnownPeople {
  byExternalId: ReadonlyMap<string, KnownPerson>;
  byAddress: ReadonlyMap<string, KnownPerson>;
  byAlias: ReadonlyMap<string, KnownPerson>;
}

export async function findKnown({ db, workspaceId }: Ctx, people: readonly Introduced[]): Promise<KnownPeople> {
  const ids = people.flatMap(({ userId, aliases }) => [...(userId === null ? [] : [userId]), ...aliases]);
  const addresses = people.flatMap(({ address }) => address?.normalized ?? []);
  const workspace = sql`${workspaceId}::uuid`;
  const columns = sql`c.id, c.external_id as "externalId", c.email, c.email_normalized as normalized, c.email_domain as domain`;
  const rows = await db.$queryRaw<KnownPerson[]>(sql`
    select ${columns} from contact c where c.workspace_id = ${workspace} and c.external_id = any(${ids}::text[])
    union
    select ${columns} from contact c where c.workspace_id = ${workspace} and c.email_normalized = any(${addresses}::text[])`);
  const aliased = await db.$queryRaw<(KnownPerson & { value: string })[]>(sql`
    select a.value, ${columns} from contact_alias a join contact c on c.workspace_id = a.workspace_id and c.id = a.contact_id
     where a.workspace_id = ${workspace} and a.value = any(${ids}::text[])`);
  return {
    byExternalId: new Map(rows.flatMap((row) => (row.externalId === null ? [] : [[row.externalId, row]]))),
    byAddress: new Map(rows.map((row) => [row.normalized, row])),
    byAlias: new Map(aliased.map((row) => [row.value, row])),
  };
}

/** Other ids of one contact: a browser that makes up a new one at each visit must not grow a table for ever. The latest count. */
const MAX_ALIASES = 200;
/** Ids of one person that came before there was a contact. */
const EARLIER = 50;
const DAY_MS = 86_400_000;

/**
 * Keeps the other ids of contacts, also those that came before anybody knew whose they are. One that was somebody else's before is of
 * whoever had it last: devices change hands. What is a contact's own id stays theirs.
 */
export async function aliasContacts(
  tx: Ctx,
  done: readonly { person: Introduced; contactId: string | null }[],
): Promise<void> {
  const found = done.filter(({ contactId }) => contactId !== null);
  if (found.length === 0) return;
  const workspace = sql`${tx.workspaceId}::uuid`;
  const own = found.flatMap(({ person: { userId, aliases }, contactId }, place) =>
    [...aliases, ...(userId === null ? [] : [userId])].map((value) => ({ value, contactId, place })),
  );
  const users = found.flatMap(({ person: { userId }, contactId }) => (userId === null ? [] : [{ userId, contactId }]));
  await tx.db.$executeRaw(sql`
    with own as (
      select g.value, g."contactId", g.place from json_to_recordset(${JSON.stringify(own)}::json) as g(value text, "contactId" uuid, place int)
    ), earlier as (
      select e.anonymous_id as value, u."contactId" from json_to_recordset(${JSON.stringify(users)}::json) as u("userId" text, "contactId" uuid)
        cross join lateral (
          select e.anonymous_id from custom_event e
           where e.workspace_id = ${workspace} and e.contact_id is null and e.user_id = u."userId"
             and e.kind in ('identify', 'alias') and e.anonymous_id is not null limit ${EARLIER}
        ) e
    )
    insert into contact_alias as a (workspace_id, value, contact_id, created_at)
    select distinct on (g.value) ${workspace}, g.value, g."contactId", ${tx.now()}
      from (select value, "contactId", place from own union all select value, "contactId", -1 from earlier) g
     where not exists (select from contact c where c.workspace_id = ${workspace} and c.external_id = g.value)
     order by g.value, g.place desc
    on conflict (workspace_id, value) do update set contact_id = excluded.contact_id, created_at = excluded.created_at
     where a.contact_id <> excluded.contact_id or a.created_at < ${new Date(tx.now().getTime() - DAY_MS)}`);
  await dropOldest(tx, [...new Set(found.map(({ contactId }) => contactId))]);
}

async function dropOldest(tx: Ctx, contacts: readonly (string | null)[]): Promise<void> {
  const workspace = sql`${tx.workspaceId}::uuid`;
  await tx.db.$executeRaw(sql`
    delete from contact_alias a using (
      select old.value from unnest(${contacts}::uuid[]) as c(id) cross join lateral (
        select o.value from contact_alias o where o.workspace_id = ${workspace} and o.contact_id = c.id
         order by o.created_at desc, o.value offset ${MAX_ALIASES}
      ) old
    ) gone where a.workspace_id = ${workspace} and a.value = gone.value`);
}
