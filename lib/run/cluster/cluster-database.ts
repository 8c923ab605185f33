import pg from "pg";
import { appRole, type Cluster } from "./cluster";

/** Whatever stands in a database made by an earlier version belongs to the superuser: it is handed over once. */
const handOver = `
do $$
declare item record;
begin
  for item in select format('alter schema %I owner to ${appRole}', nspname) as command from pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema' and nspowner = 10
  loop execute item.command; end loop;
  for item in select format('alter %s %s owner to ${appRole}',
        case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end, c.oid::regclass) as command
      from pg_class c join pg_namespace n on n.oid = relnamespace
      where nspname !~ '^pg_' and nspname <> 'information_schema' and relowner = 10 and relkind in ('r', 'p', 'v', 'm', 'S')
        and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass
                          and (d.deptype = 'e' or (relkind = 'S' and d.deptype in ('a', 'i'))))
  loop execute item.command; end loop;
  for item in select format('alter routine %s owner to ${appRole}', p.oid::regprocedure) as command
      from pg_proc p join pg_namespace n on n.oid = pronamespace
      where nspname !~ '^pg_' and nspname <> 'information_schema' and proowner = 10
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop execute item.command; end loop;
  for item in select format('alter type %s owner to ${appRole}', t.oid::regtype) as command
      from pg_type t join pg_namespace n on n.oid = typnamespace
      where nspname !~ '^pg_' and nspname <> 'information_schema' and typowner = 10 and typtype in ('e', 'd')
        and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e')
  loop execute item.command; end loop;
end $$`;

async function asSuperuser<T>(cluster: Cluster, database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: cluster.superuserUrl(database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function ensureRole(client: pg.Client, password: string): Promise<void> {
  const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [appRole]);
  if (!rowCount) await client.query(`create role ${appRole}`);
  const secret = client.escapeLiteral(password);
  await client.query(
    `alter role ${appRole} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password ${secret}`,
  );
}

/**
 * Creates the product's role and the database when they are missing. The role owns this one database and is no superuser, so that
 * a statement that should not be can neither read files, run programs nor reach another database. Returns the role's URL.
 */
export async function ensureDatabase(cluster: Cluster, name: string): Promise<string> {
  const url = cluster.url(name);
  const isNew = await asSuperuser(cluster, "postgres", async (client) => {
    await ensureRole(client, decodeURIComponent(new URL(url).password));
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (!rowCount) await client.query(`create database "${name}" owner ${appRole}`);
    else await client.query(`alter database "${name}" owner to ${appRole}`);
    await client.query(`revoke all on database "${name}" from public`);
    return !rowCount;
  });
  if (!isNew) await asSuperuser(cluster, name, (client) => client.query(handOver));
  return url;
}
