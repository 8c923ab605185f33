import pg from "pg";

/** Major versions of PostgreSQL that the database tests run on: the oldest and the newest. Older ones are refused. */
export const supportedServers = { oldest: 16, newest: 18 } as const;

/** One row: a `ServerVersion`. */
export const serverVersionSql =
  "select current_setting('server_version_num')::int as number, current_setting('server_version') as name";

/** What a server says of itself: `number` as in 160004 for 16.4, `name` as people know it. */
export interface ServerVersion {
  number: number;
  name: string;
}

type Asks = { query(sql: string): Promise<{ rows: ServerVersion[] }> };

async function askServerVersion(db: Asks): Promise<ServerVersion> {
  const { rows } = await db.query(serverVersionSql);
  if (!rows[0]) throw new Error("PostgreSQL did not say its version.");
  return rows[0];
}

/** Why this server will not do, in a sentence for whoever runs it; null when it will. */
export function versionProblem({ number, name }: ServerVersion): string | null {
  const { oldest, newest } = supportedServers;
  if (number >= oldest * 10_000) return null;
  return `PostgreSQL ${name} is too old: Homing needs version ${oldest} or newer, and is tested up to ${newest}. Upgrade the server, or name another one in DATABASE_URL.`;
}

/** A line for the log when nobody has tried this version yet; null otherwise. */
export function versionWarning({ number, name }: ServerVersion): string | null {
  const { newest } = supportedServers;
  if (number < (newest + 1) * 10_000) return null;
  return `PostgreSQL ${name} is newer than ${newest}, the newest version that Homing is tested on.`;
}

/** Throws the problem of the server behind an open connection. */
export async function requireServerVersion(db: Asks): Promise<ServerVersion> {
  const version = await askServerVersion(db);
  const problem = versionProblem(version);
  if (problem) throw new Error(problem);
  return version;
}

/** The same for the start of a process, which has no connection yet. Answers null when nobody answers within the time: others say that. */
export async function requireServerVersionAt(databaseUrl: string, timeoutMs = 5000): Promise<ServerVersion | null> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: timeoutMs });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch {
    return null;
  }
  try {
    return await requireServerVersion(client);
  } finally {
    await client.end().catch(() => {});
  }
}
