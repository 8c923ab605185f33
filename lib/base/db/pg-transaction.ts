import { createHash } from "node:crypto";
import type { PoolClient, QueryResult } from "pg";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type { Prisma } from "./generated/client";
import { pgPool } from "./pool";

/** What the hot paths need of a transaction: a Prisma one has it, and so has a plain connection. */
export interface SqlTx {
  workspaceId: string;
  db: {
    $queryRawUnsafe<T>(sql: string, ...values: unknown[]): PromiseLike<T>;
    $executeRawUnsafe(sql: string, ...values: unknown[]): PromiseLike<number>;
  };
}

/** Asks what was put together from pieces; a plain connection prepares each of its forms once. */
export function queryOf<T>({ db }: Pick<SqlTx, "db">, { text, values }: Prisma.Sql): PromiseLike<T> {
  return db.$queryRawUnsafe<T>(text, ...values);
}

interface TransactionOptions {
  /** The statements find rows by key; see `BY_KEY`. */
  byKey?: boolean;
}

/**
 * Statements are few and constant, so each is prepared once a connection, under a name that follows from its text: the web host and
 * Next's own bundle each have a copy of this module and share the connections.
 */
const names = new BoundedCache<string>({ max: 2000 });

function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = `homing-${createHash("sha256").update(text).digest("base64url").slice(0, 22)}`;
  names.set(text, name);
  return name;
}

function run(client: PoolClient, text: string, values: readonly unknown[]): Promise<QueryResult> {
  return client.query({ name: nameOf(text), text, values: [...values] });
}

/**
 * For statements that find a few hundred rows by key in tables of millions, right after these were filled and before any
 * statistics exist: then every plan looks cheap, and one that reads the whole table costs 20 times as much. So reading it
 * whole is ruled out, and so are bitmaps of all rows of a workspace, and plans for the values at hand: knowing these but not the
 * table, the planner takes a workspace for small. Such statements hold `m.id = any(…)` besides a join by id, which bounds
 * whatever join is chosen (measured at 400,000 rows, planned on an empty table: 4 instead of 230 ms for a group of 500), and
 * look up other tables in a lateral subquery with `limit 1`.
 */
const BY_KEY =
  "set local enable_seqscan = off; set local enable_bitmapscan = off; set local plan_cache_mode = force_generic_plan";

/**
 * The same for the rest of a transaction, of Prisma's too. What is looked for in the order of its key is then found by the index that has it: the
 * levels of an index cost nothing that could outweigh a sort.
 */
const BY_KEY_FROM_HERE = `select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
  set_config('plan_cache_mode', 'force_generic_plan', true), set_config('cpu_operator_cost', '0', true)`;

/** Has a transaction find rows by key from here on. */
export async function findByKey(tx: Pick<SqlTx, "db">): Promise<void> {
  await tx.db.$executeRawUnsafe(BY_KEY_FROM_HERE);
}

const beginOf = ({ byKey }: TransactionOptions) => (byKey ? `begin; ${BY_KEY}` : "begin");

/**
 * Runs `work` in a transaction of its own on node-postgres with prepared statements. A small raw query costs a tenth of
 * what it costs through an interactive Prisma transaction (measured 0.8 against 7.7 ms on a busy machine). Constant SQL only.
 * Statements that `work` asks for without waiting leave together: every wait is a turn of two processes, which costs more
 * than most of these statements.
 */
export async function inPgTransaction<T>(
  workspaceId: string,
  work: (tx: SqlTx) => PromiseLike<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return withClient(async (client) => {
    const tx: SqlTx = {
      workspaceId,
      db: {
        $queryRawUnsafe: async <R>(sql: string, ...values: unknown[]) => (await run(client, sql, values)).rows as R,
        $executeRawUnsafe: async (sql, ...values) => (await run(client, sql, values)).rowCount ?? 0,
      },
    };
    const begun = client.query(beginOf(options));
    // It fails with the connection, and then so does the first statement.
    begun.catch(() => {});
    const result = await work(tx);
    await begun;
    await client.query("commit");
    return result;
  });
}

/** One statement in a transaction of its own, with all that belongs to it in one turn. Constant SQL only. */
export async function inPgStatement<Row>(
  options: TransactionOptions,
  sql: string,
  ...values: unknown[]
): Promise<{ rows: Row[]; count: number }> {
  return withClient(async (client) => {
    const answers = [client.query(beginOf(options)), run(client, sql, values), client.query("commit")] as const;
    // All of them end before the connection is given back. After an error the commit is a rollback.
    await Promise.allSettled(answers);
    const [, { rows, rowCount }] = await Promise.all(answers);
    return { rows: rows as Row[], count: rowCount ?? 0 };
  });
}

async function withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pgPool().connect();
  let broken: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** A PostgreSQL array of values that need no quotes. */
export function plainArray(values: readonly (string | number | null)[]): string {
  return `{${values.map((value) => value ?? "NULL").join(",")}}`;
}

const needsEscape = /["\\]/;

/**
 * A PostgreSQL array of any texts; null where none of them is one: `unnest` of several arrays gives null there. As one text it passes through
 * Prisma and node-postgres at once, which look at an array element by element.
 */
export function textArray(values: readonly (string | null)[]): string | null {
  let array = "";
  let isNull = true;
  for (const value of values) {
    if (value !== null) isNull = false;
    array += value === null ? ",NULL" : `,"${needsEscape.test(value) ? value.replace(/["\\]/g, "\\$&") : value}"`;
  }
  return isNull ? null : `{${array.slice(1)}}`;
}
