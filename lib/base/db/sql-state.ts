/** The SQLSTATEs that we act on (PostgreSQL, appendix A). No other file names one. */
const states = {
  /** A unique index refused a row. */
  uniqueViolation: "23505",
  /** Transactions waited for each other in a circle, and this one was ended so that the others can go on. */
  deadlockDetected: "40P01",
  /** `lock_timeout` ran out, or `nowait` found a lock. */
  lockNotAvailable: "55P03",
  /** The password is wrong, or there is no such role. */
  invalidPassword: "28P01",
  /** pg_hba.conf lets this role not in. */
  invalidAuthorization: "28000",
  /** There is no such database. */
  noSuchDatabase: "3D000",
  /** A grant is missing. */
  insufficientPrivilege: "42501",
  /** What PgBouncer says to all that it does not do. */
  protocolViolation: "08P01",
  /** `statement_timeout` ran out, or somebody cancelled the statement. */
  queryCanceled: "57014",
} as const;

export type SqlState = keyof typeof states;

/** Classes begin with a digit, or are F0, HV, P0 or XX: so neither EPIPE of Node nor P2002 of Prisma is taken for one. */
const sqlState = /^(?:\d[\dA-Z]|F0|HV|P0|XX)[\dA-Z]{3}$/;

/** An error holds another one, which holds another one: Prisma's, its driver adapter's, the driver's. */
const MOST_LAYERS = 8;

/**
 * The SQLSTATE with which PostgreSQL refused, or null when the error is none of PostgreSQL's. It stands in `code` of pg's
 * own errors, in `originalCode` under the driver adapter's, and that one in `meta` of Prisma's.
 */
export function sqlStateOf(error: unknown): string | null {
  for (let at: unknown = error, layer = 0; typeof at === "object" && at !== null && layer < MOST_LAYERS; layer++) {
    const { code, originalCode, meta, cause } = at as Layer;
    const state = [originalCode, code, meta?.code].find(isSqlState);
    if (state !== undefined) return state;
    at = meta?.driverAdapterError ?? cause;
  }
  return null;
}

interface Layer {
  code?: unknown;
  originalCode?: unknown;
  meta?: { code?: unknown; driverAdapterError?: unknown };
  cause?: unknown;
}

const isSqlState = (value: unknown): value is string => typeof value === "string" && sqlState.test(value);

/** Whether PostgreSQL refused for this reason. */
export function refusedFor(error: unknown, reason: SqlState): boolean {
  return sqlStateOf(error) === states[reason];
}

/** Whether PostgreSQL refused what was to be written, by its value or a rule of a table (classes 22 and 23): to try again does not help. */
export function refusedValue(error: unknown): boolean {
  return /^2[23]/.test(sqlStateOf(error) ?? "");
}

/** Whether nobody knows how a transaction ended: the connection went away under it (class 08, 57P), or something else than PostgreSQL failed. */
export function endUnknown(error: unknown): boolean {
  return /^(?:08|57P)|^$/.test(sqlStateOf(error) ?? "");
}

/** Whether the row that was to be changed is gone (Prisma P2025): deleted between the look at it and the write. */
export function isGone(error: unknown): boolean {
  return typeof error === "object" && error !== null && (error as Layer).code === "P2025";
}
