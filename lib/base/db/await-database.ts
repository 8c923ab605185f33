import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { poolerProblem } from "./pooler";
import { refusedFor, type SqlState } from "./sql-state";

/** Between two tries, in seconds; the last one again and again. */
const PAUSES = [1, 2, 5, 10, 30];
const CONNECT_MS = 5000;

export interface AwaitOptions {
  /** Takes a line for whoever started the process. */
  say: (line: string) => void;
  /** Ends the waiting; it then throws. */
  signal?: AbortSignal | undefined;
  /** In seconds, for tests. */
  pauses?: readonly number[];
}

/**
 * Waits until the database answers, in growing pauses: a database may start later than we do. Throws an Error in words, which names the
 * setting and never the password, when waiting does not help.
 */
export async function awaitDatabase(
  databaseUrl: string,
  { say, signal, pauses = PAUSES }: AwaitOptions,
): Promise<void> {
  for (let tries = 0; ; tries++) {
    const problem = await connectProblem(databaseUrl);
    if (problem === null) break;
    if (!problem.passes) throw new Error(`DATABASE_URL: ${problem.text}`);
    const pause = pauses[Math.min(tries, pauses.length - 1)] ?? 1;
    say(`DATABASE_URL: ${problem.text} Trying again in ${pause} s.`);
    await sleep(pause * 1000, undefined, { signal });
  }
  const pooler = await poolerProblem(databaseUrl);
  if (pooler) throw new Error(pooler);
}

interface ConnectProblem {
  /** In words, without the password. */
  text: string;
  /** Whether it may pass by itself. */
  passes: boolean;
}

/** Why nobody can connect to this database; null when somebody can. Waits for five seconds at most. */
export async function connectProblem(databaseUrl: string): Promise<ConnectProblem | null> {
  let place = "the server";
  try {
    const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS });
    client.on("error", () => {});
    place = `${client.host}:${client.port}`;
    try {
      await client.connect();
      return null;
    } finally {
      await client.end().catch(() => {});
    }
  } catch (error) {
    return describeProblem(error as NodeJS.ErrnoException, place);
  }
}

/** PostgreSQL's refusals that no waiting cures. */
const lasting = {
  invalidPassword: "the password is wrong for this role",
  invalidAuthorization: "this role may not connect from here, or not without TLS",
  noSuchDatabase: "there is no such database",
  insufficientPrivilege: "this role may not connect to this database",
} as const satisfies Partial<Record<SqlState, string>>;

/** What TLS of Node says of a certificate that nobody known has signed. */
const unknownSigner = new Set([
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_GET_ISSUER_CERT",
]);

function describeProblem(error: NodeJS.ErrnoException, place: string): ConnectProblem {
  const refused = Object.entries(lasting).find(([state]) => refusedFor(error, state as SqlState));
  if (refused) return { passes: false, text: `${place} refuses: ${refused[1]} (${error.message}).` };
  if (unknownSigner.has(error.code ?? "")) return { passes: false, text: unknownSignerText(place, error.code ?? "") };
  if (error.code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return {
      passes: false,
      text: `the certificate of ${place} is for another name. Use the name that it is made out to (${error.message}).`,
    };
  if (error.syscall === "open")
    return { passes: false, text: `a file that it names cannot be read (${error.message}).` };
  if (/does not support SSL/.test(error.message))
    return {
      passes: false,
      text: `${place} has no TLS, which sslmode asks for. Turn it on there, or take sslmode out.`,
    };
  return { passes: true, text: `${place} does not answer (${error.code ?? error.message}).` };
}

const unknownSignerText = (place: string, code: string) =>
  `the certificate of ${place} is signed by nobody that this machine knows (${code}), and sslmode=require asks for that here too. ` +
  "Add sslrootcert=/path/to/ca.pem, the certificate of your authority. sslmode=no-verify would encrypt, to anybody.";
