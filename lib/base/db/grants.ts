import type pg from "pg";

interface Grants {
  role: string;
  database: string;
  schema: string | null;
  inSchema: boolean | null;
  inDatabase: boolean;
  hasQueue: boolean;
}

/**
 * Throws an Error that says which grant is missing. Tables are made in the schema that is first in search_path; the queue makes a schema of its
 * own, once, and so do extensions.
 */
export async function requireGrants(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Grants>(`
    select current_user as role, current_database() as database, current_schema() as schema,
           has_schema_privilege(current_schema(), 'create') as "inSchema",
           has_database_privilege(current_database(), 'create') as "inDatabase", to_regnamespace('queue') is not null as "hasQueue"`);
  const found = rows[0];
  if (!found) return;
  const name = (text: string) => client.escapeIdentifier(text);
  const missing = [
    ...(found.inSchema
      ? []
      : [`grant usage, create on schema ${name(found.schema ?? "public")} to ${name(found.role)};`]),
    ...(found.inDatabase || found.hasQueue
      ? []
      : [`grant create on database ${name(found.database)} to ${name(found.role)};`]),
  ];
  if (missing.length === 0) return;
  throw new Error(
    `The role ${found.role} of DATABASE_URL may not make what Homing needs in the database ${found.database}. Make it the owner, or run there as a superuser:\n  ${missing.join("\n  ")}`,
  );
}
