import pg from "pg";
import { refusedFor } from "./sql-state";

const ANSWER_MS = 5000;
/** A pooler may have handed out another connection meanwhile: then it is tried again. */
const ROUNDS = 3;

const transactionMode =
  "DATABASE_URL leads to a pooler that gives each transaction another connection (PgBouncer: pool_mode = transaction). Prepared statements, " +
  "advisory locks and LISTEN need one of their own. Set pool_mode = session for this database, or name PostgreSQL itself in DATABASE_URL.";

interface Session {
  client: pg.Client;
  backend: number;
}

/**
 * Why a pooler between us and PostgreSQL will not do; null when there is none, or it leaves each client its connection. PgBouncer makes up the
 * process id that it tells at the connect, so a connection with the right one is PostgreSQL's own.
 */
export async function poolerProblem(databaseUrl: string): Promise<string | null> {
  const first = await open(databaseUrl);
  try {
    if (!first || (first.client as unknown as { processID: number }).processID === first.backend) return null;
    for (let round = 0; round < ROUNDS; round++) if (await isShared(databaseUrl, first)) return transactionMode;
    return null;
  } finally {
    await first?.client.end().catch(() => {});
  }
}

/** Whether a transaction of somebody else runs on the connection that we had, or takes it from us. */
async function isShared(databaseUrl: string, first: Session): Promise<boolean> {
  const had = await backendOf(first.client);
  // With a pool of one connection for each client the second one waits in vain: then they are not shared.
  const second = await open(databaseUrl, "begin");
  try {
    if (!second) return false;
    return second.backend === had || (await backendOf(first.client)) !== had;
  } finally {
    await second?.client.end().catch(() => {});
  }
}

async function backendOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid ?? 0;
}

async function open(databaseUrl: string, firstSql?: string): Promise<Session | null> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    if (firstSql) await client.query(firstSql);
    return { client, backend: await backendOf(client) };
  } catch (error) {
    await client.end().catch(() => {});
    // PgBouncer with pool_mode = statement takes no transactions at all.
    if (firstSql && refusedFor(error, "protocolViolation")) throw new Error(transactionMode);
    return null;
  }
}
