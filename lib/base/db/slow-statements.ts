import { AsyncResource } from "node:async_hooks";
import type pg from "pg";
import { beginSpan, currentSpan, inSpan, isTracing, type Span } from "@/lib/base/tracing";

/** A statement of at least so many milliseconds is worth a span; shorter ones would be most of every trace. */
const SLOW_MS = 100;
/** Lists of values can make a statement very long. */
const MOST_CHARACTERS = 8_000;

type Callback = (error: Error | undefined, ...rest: unknown[]) => void;
type Call = (...args: unknown[]) => unknown;

/** Gives slow statements of a pool's connections spans, within what asked for them. Does nothing when nothing is traced. */
export function traceSlowStatements(pool: pg.Pool): void {
  if (!isTracing()) return;
  const connect = pool.connect.bind(pool) as Call;
  // Whoever gives a connection back calls those who wait for one: they go on as what they were.
  const inOwnTrace: Call = (taken) =>
    typeof taken === "function" ? connect(AsyncResource.bind(taken as Call)) : connect();
  Object.assign(pool, { connect: inOwnTrace });
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as Call;
    Object.assign(client, { query: (...args: unknown[]) => timed(query, args) });
  });
}

function timed(query: Call, args: unknown[]): unknown {
  const within = currentSpan();
  const text = textOf(args[0]);
  if (!within || text === null) return query(...args);
  const startedAtMs = Date.now();
  const started = performance.now();
  const note = (error?: unknown) => {
    if (performance.now() - started >= SLOW_MS) void inSpan(within, async () => noteSlow(text, startedAtMs, error));
  };
  const last = args.at(-1);
  if (typeof last !== "function") {
    const answer = query(...args) as Promise<unknown>;
    answer.then(() => note(), note);
    return answer;
  }
  const told: Callback = (error, ...rest) => {
    note(error);
    (last as Callback)(error, ...rest);
  };
  return query(...args.slice(0, -1), told);
}

function noteSlow(text: string, startedAtMs: number, error: unknown): void {
  const attributes = { "db.system.name": "postgresql", "db.query.text": withoutValues(text) };
  const span: Span | null = beginSpan(summaryOf(text), { kind: "client", attributes, startedAtMs });
  if (error) span?.fail(error);
  span?.end();
}

/** Null for what is no statement with a text of its own (cursors, copies). */
function textOf(first: unknown): string | null {
  if (typeof first === "string") return first;
  const { text, submit } = (first ?? {}) as { text?: unknown; submit?: unknown };
  return typeof text === "string" && typeof submit !== "function" ? text : null;
}

/** Values are parameters here; what stands in the text all the same goes, and so do comments. */
function withoutValues(text: string): string {
  return text
    .slice(0, MOST_CHARACTERS)
    .replaceAll(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, " ")
    .replaceAll(/'(?:[^']|'')*(?:'|$)/g, "?")
    .replaceAll(/(?<![\w$."])\d+(?:\.\d+)?\b/g, "?")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** `select contact`: what is done, and the first table that is named. */
function summaryOf(text: string): string {
  const plain = withoutValues(text);
  const verb = /^\w+/.exec(plain)?.[0].toLowerCase() ?? "statement";
  const table = /\b(?:from|into|update)\s+(?:only\s+)?((?:"?\w+"?\.)?"?\w+"?)/i.exec(plain)?.[1];
  const name = table?.replaceAll('"', "").replace(/^public\./, "");
  return name ? `${verb} ${name}` : verb;
}
