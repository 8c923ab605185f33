import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { gramsOf } from "./grams";
import { type SearchShape, searchShape } from "./search-shape";
import { searchText } from "./search-text";

const { sql } = Prisma;

interface PersonRow {
  id: string;
  email: string;
  first_name: string | null;
  last_name: string | null;
  values: (string | null)[];
  updated_at: Date;
}

/**
 * Writes what a search finds these contacts by, from what they are now. Every verb that changes one address, name or field calls it in
 * its transaction, after the change: nobody else can be changing them then. An import has its contacts looked through at its end
 * (`indexLater`). They are locked in id order against being deleted meanwhile.
 */
export async function indexContacts(tx: Ctx, ids: readonly string[]): Promise<void> {
  await writeRows(tx, ids, await searchShape(tx), sql`true`);
}

/** A contact whose row is missing or old; `madeFrom` is the change of the contact that the row stands for, null where there is none. */
export interface StaleContact {
  id: string;
  madeFrom: Date | null;
}

/**
 * The same for contacts that somebody may be changing at this moment: a row that is another than was seen is newer and stays, whatever the
 * clocks of those who write.
 */
export async function indexSeen(tx: Ctx, stale: readonly StaleContact[], shape: SearchShape): Promise<void> {
  const ids = stale.map(({ id }) => id);
  const unchanged = sql`(contact_search.contact_id, contact_search.contact_updated_at) in (
    select * from unnest(${ids}::uuid[], ${stale.map(({ madeFrom }) => madeFrom)}::timestamptz[]))`;
  await writeRows(tx, ids, shape, unchanged);
}

async function writeRows(
  tx: Ctx,
  ids: readonly string[],
  { keys, shape }: SearchShape,
  isOurs: Prisma.Sql,
): Promise<void> {
  if (ids.length === 0) return;
  const people = await tx.db.$queryRaw<PersonRow[]>(sql`
    select id, email, first_name, last_name, updated_at, ${valuesOf(keys)} as values
    from contact where workspace_id = ${tx.workspaceId}::uuid and id = any(${[...ids].sort()}::uuid[]) order by id for key share`);
  const texts = people.map(({ first_name, last_name, ...row }) =>
    searchText({ ...row, firstName: first_name, lastName: last_name }),
  );
  await tx.db.$executeRaw(sql`
    insert into contact_search (workspace_id, contact_id, text, grams, contact_updated_at, shape)
    select ${tx.workspaceId}::uuid, id, text, grams::int[], updated_at, ${shape}
    from unnest(
      ${people.map(({ id }) => id)}::uuid[], ${texts}::text[],
      ${texts.map((text) => `{${gramsOf(tx.workspaceId, text).join(",")}}`)}::text[],
      ${people.map(({ updated_at }) => updated_at)}::timestamptz[]
    ) as row (id, text, grams, updated_at)
    on conflict (workspace_id, contact_id) do update
      set text = excluded.text, grams = excluded.grams, contact_updated_at = excluded.contact_updated_at, shape = excluded.shape
      where ${isOurs}`);
}

function valuesOf(keys: readonly string[]): Prisma.Sql {
  if (keys.length === 0) return sql`'{}'::text[]`;
  return sql`array[${Prisma.join(keys.map((key) => sql`fields ->> ${key}`))}]::text[]`;
}
