import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { gramsOf } from "./grams";
import type { SearchShape } from "./search-shape";
import { searchShape } from "./search-shape";
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
 * its transaction; an import has its contacts looked through at its end (`indexLater`). They are locked in id order against being
 * deleted meanwhile.
 */
export async function indexContacts(tx: Ctx, ids: readonly string[], given?: SearchShape): Promise<void> {
  if (ids.length === 0) return;
  const { keys, shape } = given ?? (await searchShape(tx));
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
      where excluded.contact_updated_at >= contact_search.contact_updated_at`);
}

function valuesOf(keys: readonly string[]): Prisma.Sql {
  if (keys.length === 0) return sql`'{}'::text[]`;
  return sql`array[${Prisma.join(keys.map((key) => sql`fields ->> ${key}`))}]::text[]`;
}
