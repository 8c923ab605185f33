import { findOperation } from "@/lib/edges/api/find-operation";
import { resendOperations } from "@/lib/edges/resend/operations";
import { atLeast } from "@/lib/run/measure/report";
import { withOwnDatabase } from "./cases/workspace";
import { type Mode, percent, type Share } from "./figures";
import { freshClient, type RouteAnswer } from "./resend-client";
import { ResendFixtures } from "./resend-fixtures";
import { type Exchange, type Recording, readResendSamples, type SuiteLine } from "./resend-samples";
import { idsOf, shapeProblems } from "./resend-shape";
import { withFixtures } from "./resend-suite";

interface Misread {
  where: string;
  problem: string;
}

interface Run {
  recordings: Share;
  suite: Share;
  /** Lines about what is not offered here, which docs/resend.md names: answered as an address that nobody serves. */
  notOffered: Record<string, number>;
  byOperation: Record<string, Share>;
  misread: Misread[];
}

const share = (): Share => ({ right: 0, of: 0 });

/** The mode `resend`: recorded exchanges again, and every request of the SDK's own suite, each against the routes with a database of its own. */
export const judgeResend: Mode = async ({ dir, say }) => {
  const { recordings, suite } = readResendSamples(dir);
  const run: Run = { recordings: share(), suite: share(), notOffered: {}, byOperation: {}, misread: [] };
  await withOwnDatabase(async () => {
    for (const recording of recordings) await replay(run, recording);
    say(`${recordings.length} recordings`);
    const recorded = recordedStatuses(recordings);
    for (const [index, line] of suite.entries()) {
      await checkLine(run, line, recorded.get(requestOf(line)));
      if ((index + 1) % 25 === 0) say(`${index + 1} of ${suite.length} requests of the suite`);
    }
  });
  const { misread, ...figures } = run;
  return {
    figures,
    bars: [
      atLeast("recorded exchanges answered in the same shape, %", percent(run.recordings), 100),
      atLeast("requests of the SDK's suite accepted, %", percent(run.suite), 98),
    ],
    misread: misread.map(({ where, problem }) => `${where}: ${problem}`),
  };
};

const requestOf = ({ method, path, request }: Pick<Exchange, "method" | "path" | "request">) =>
  `${method} ${path} ${JSON.stringify(request ?? null)}`;

/** What Resend itself answers to a request says more than what its SDK's authors made up. */
const recordedStatuses = (recordings: readonly Recording[]): ReadonlyMap<string, number> =>
  new Map(recordings.flatMap(({ exchanges }) => exchanges.map((each) => [requestOf(each), each.status] as const)));

/** The exchanges of a recording in their order; ids that were answered stand for ours from then on. */
async function replay(run: Run, { file, exchanges }: Recording): Promise<void> {
  const { ask } = await freshClient();
  const ids = new Map<string, string>();
  const ours = (text: string) =>
    text.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => ids.get(id) ?? id);
  for (const [at, exchange] of exchanges.entries()) {
    const { method, path, request, status, response } = exchange;
    const body =
      request === null || request === undefined ? undefined : (JSON.parse(ours(JSON.stringify(request))) as unknown);
    const answer = await asked(() => ask({ method, path: ours(path), body }));
    const problems =
      answer.status === status
        ? [...shapeProblems(response ?? null, answer.body), ...headerProblems(exchange, answer)]
        : [`answered ${answer.status} and not ${status}: ${JSON.stringify(answer.body).slice(0, 200)}`];
    note(run, [run.recordings, ofOperation(run, method, path)], `${file} #${at} ${method} ${path}`, problems);
    for (const [theirs, id] of idsOf(response, answer.body)) ids.set(theirs, id);
  }
}

/** Names of headers that clients go by; numbers are our own. */
function headerProblems({ response_headers: recorded }: Exchange, { headers }: RouteAnswer): string[] {
  const names = Object.keys(recorded ?? {}).filter((name) => /^(ratelimit-|content-type$)/i.test(name));
  return names.filter((name) => !headers.has(name)).map((name) => `header ${name} is missing`);
}

/** The state that these names speak of is another's, and the request itself is a right one. */
const ofTheOtherSide =
  /^(rate_limit_exceeded|application_error|internal_server_error|daily_quota|monthly_quota|concurrent_)/;

async function checkLine(run: Run, line: SuiteLine, recorded: number | undefined): Promise<void> {
  const operation = operationOf(line.method, line.path);
  const word = `/${line.path.split(/[/?]/)[1]}`;
  if (operation === null && !offered.has(word)) {
    run.notOffered[word] = (run.notOffered[word] ?? 0) + 1;
    return;
  }
  const problems = await lineProblems(line, recorded);
  note(run, [run.suite, ofOperation(run, line.method, line.path)], `${line.id} ${line.method} ${line.path}`, problems);
}

async function lineProblems(line: SuiteLine, recorded: number | undefined): Promise<string[]> {
  const { status, body } = line.answer_of_the_test;
  const told = typeof body === "object" && body !== null && !Array.isArray(body) ? body : {};
  const name = typeof told.name === "string" ? told.name : "";
  const code = recorded ?? (typeof told.statusCode === "number" ? told.statusCode : status);
  const client = await freshClient();
  const { ask } = client;
  // Neither JSON nor an object: the test is about a connection, and its request is a right one.
  const isRefusal = code >= 400 && (recorded !== undefined || typeof body === "object") && !ofTheOtherSide.test(name);
  if (isRefusal) {
    const { method, path, request } = line;
    return refusalProblems(
      await asked(() => ask({ method, path, body: request, headers: line.request_headers ?? {} })),
    );
  }
  let answer: RouteAnswer;
  try {
    const request = await withFixtures(line, new ResendFixtures(client));
    answer = await asked(() => ask(request));
  } catch (error) {
    return [`what it needs could not be made: ${error instanceof Error ? error.message : String(error)}`];
  }
  if (answer.status >= 300) {
    // An address without an id, which the other side could not answer either.
    if (code >= 500) return refusalProblems(answer);
    return [`refused with ${answer.status}: ${JSON.stringify(answer.body).slice(0, 300)}`];
  }
  if (status >= 300) return [];
  const missing = Object.keys(told).filter((key) => !Object.hasOwn(answer.body as object, key));
  return missing.map((key) => `answer.${key} is missing`);
}

/** The package hands the body over as it is. */
function refusalProblems({ status, body }: RouteAnswer): string[] {
  const { statusCode, name, message } = (body ?? {}) as Record<string, unknown>;
  if (status < 400) return [`taken with ${status}, and Resend refuses it`];
  const isForm = statusCode === status && typeof name === "string" && typeof message === "string";
  return isForm && status < 500 ? [] : [`refused with ${status} ${JSON.stringify(body).slice(0, 200)}`];
}

/** First words of what is offered whole: whatever stands below one of them counts, whether there is such an operation or not. */
const offered: ReadonlySet<string> = new Set([
  ...["/emails", "/contacts", "/segments", "/audiences", "/topics", "/contact-properties", "/suppressions"],
  ...["/broadcasts", "/templates", "/domains", "/api-keys", "/webhooks"],
]);

function operationOf(method: string, path: string): string | null {
  try {
    return findOperation(resendOperations, method, path.split("?")[0] ?? "", "").operation.id;
  } catch {
    return null;
  }
}

function ofOperation(run: Run, method: string, path: string): Share {
  const name = operationOf(method, path) ?? `${method} /${path.split(/[/?]/)[1]}`;
  run.byOperation[name] ??= share();
  return run.byOperation[name];
}

/** A fault of ours is an answer too, the wrong one. */
async function asked(ask: () => Promise<RouteAnswer>): Promise<RouteAnswer> {
  try {
    return await ask();
  } catch (error) {
    return { status: 0, headers: new Headers(), body: error instanceof Error ? error.message : String(error) };
  }
}

function note(run: Run, counts: readonly Share[], where: string, problems: readonly string[]): void {
  for (const each of counts) {
    each.of += 1;
    if (problems.length === 0) each.right += 1;
  }
  for (const problem of problems) run.misread.push({ where, problem });
}
