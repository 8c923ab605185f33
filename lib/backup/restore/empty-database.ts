import pg from "pg";
import { conflict } from "@/lib/base/errors";

/** What stands in a database, but for what belongs to the system and to extensions. The queue alone, without jobs, counts as nothing. */
const thingsSql = `
  with own as (select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'queue'))
  select kind, format('%I.%I', own.nspname, name) as name
    from (select 'table' as kind, relname as name, relnamespace as schema, oid, 'pg_class'::regclass as catalogue
            from pg_class where relkind in ('r', 'p', 'v', 'm', 'S', 'f')
          union all
          select 'function', proname, pronamespace, oid, 'pg_proc'::regclass from pg_proc) thing
    join own on own.oid = thing.schema
   where not exists (select from pg_depend d where d.classid = catalogue and d.objid = thing.oid and d.deptype = 'e')
   order by 1 desc, 2 limit 3`;

async function queueHasJobs(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ queue: string | null }>("select to_regclass('queue.job')::text as queue");
  if (!rows[0]?.queue) return false;
  const { rows: found } = await client.query<{ any: boolean }>("select exists (select from queue.job) as any");
  return found[0]?.any ?? false;
}

/** Throws `conflict` in words unless nothing stands in the database. */
export async function requireEmpty(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ kind: string; name: string }>(thingsSql);
  const found = rows.map(({ kind, name }) => `${kind} ${name}`);
  if (await queueHasJobs(client)) found.push("jobs in the queue");
  if (found.length === 0) return;
  throw conflict(
    `The database is not empty (${found.join(", ")} …): a backup is restored into an empty one only. Name another, or drop and create this one.`,
  );
}

/**
 * Takes away everything that the product makes in a database that was empty before: for a restore that was only a test. The database itself
 * stays, and what extensions have.
 */
export async function emptyAgain(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(`
      do $$
      declare thing record;
      begin
        drop schema if exists queue cascade;
        drop schema if exists partitions cascade;
        for thing in
          select format('drop table if exists %s cascade', c.oid::regclass) as command from pg_class c
           where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
             and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        loop execute thing.command; end loop;
        for thing in
          select format('drop routine if exists %s cascade', p.oid::regprocedure) as command from pg_proc p
           where pronamespace = 'public'::regnamespace
             and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
        loop execute thing.command; end loop;
      end $$`);
  } finally {
    await client.end();
  }
}
