import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import type { Introduced } from "./people";

const { sql } = Prisma;

interface KnownPerson {
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

/** Keeps the other ids of contacts; one that was somebody else's before is of whoever had it last: devices change hands. */
export async function aliasContacts(
  tx: Ctx,
  done: readonly { person: Introduced; contactId: string | null }[],
): Promise<void> {
  const rows = done.flatMap(({ person: { userId, aliases }, contactId }) =>
    contactId === null ? [] : [...aliases, ...(userId === null ? [] : [userId])].map((value) => ({ value, contactId })),
  );
  if (rows.length === 0) return;
  await tx.db.$executeRaw(sql`
    insert into contact_alias as a (workspace_id, value, contact_id, created_at)
    select distinct on (g.value) ${tx.workspaceId}::uuid, g.value, g."contactId", ${tx.now()}
      from json_to_recordset(${JSON.stringify(rows)}::json) as g(value text, "contactId" uuid)
     where not exists (select from contact c where c.workspace_id = ${tx.workspaceId}::uuid and c.id = g."contactId" and c.external_id = g.value)
     order by g.value
    on conflict (workspace_id, value) do update set contact_id = excluded.contact_id`);
}
