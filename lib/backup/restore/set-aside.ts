import type pg from "pg";

/** What is put back once the rows are there. */
export interface SetAside {
  /** Statements, the indexes before the keys that need them. */
  putBack: string[];
}

/** Keys to other tables: rows then come in any order, without a superuser. Each with how it is taken off and put back. */
const keysSql = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as off,
         format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as back
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0
   order by conrelid::regclass::text, conname`;

/** Indexes that no constraint has: made over all rows at once they cost a fraction. Of a partitioned table it says ONLY of the first. */
const indexesSql = `
  select format('drop index %s', i.indexrelid::regclass) as off,
         regexp_replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') as back
    from pg_index i join pg_class c on c.oid = i.indrelid
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
   order by i.indexrelid::regclass::text`;

type Thing = { off: string; back: string };

/** Takes keys and plain indexes off all tables, in the caller's transaction. */
export async function setAside(client: pg.ClientBase): Promise<SetAside> {
  const { rows: indexes } = await client.query<Thing>(indexesSql);
  const { rows: keys } = await client.query<Thing>(keysSql);
  for (const { off } of [...keys, ...indexes]) await client.query(off);
  return { putBack: [...indexes, ...keys].map(({ back }) => back) };
}

/** Puts them back, which proves every key. */
export async function putBack(client: pg.ClientBase, aside: SetAside): Promise<void> {
  await client.query("set local maintenance_work_mem = '256MB'");
  for (const statement of aside.putBack) await client.query(statement);
}
