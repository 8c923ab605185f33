import { register } from "@/instrumentation";

type Handler = (request: Request, context: { params: Promise<Record<string, string | string[]>> }) => Promise<Response>;
type Route = readonly [pattern: string, load: () => Promise<unknown>];

/** What the host hands over. */
export interface FunctionCall {
  method: string;
  url: string;
  headers: [string, string][];
  body: Uint8Array | null;
  deadline: number;
}

/** What comes back; `chunks` as they were written. */
export interface FunctionAnswer {
  status: number;
  headers: [string, string][];
  chunks: Uint8Array[];
}

/** The process of one function: takes one call, answers it, and ends when what `waitUntil` was given has ended. */
export async function runFunction(routes: readonly Route[]): Promise<void> {
  const awake: Promise<unknown>[] = [];
  let deadline = 0;
  const context = { waitUntil: (work: Promise<unknown>) => void awake.push(work), deadline: 0 };
  const holder = globalThis as unknown as Record<symbol, { get: () => unknown }>;
  holder[Symbol.for("@vercel/request-context")] = { get: () => ({ ...context, deadline }) };
  process.env.NEXT_RUNTIME = "nodejs";
  await register();
  process.once("message", (call: FunctionCall) => {
    deadline = call.deadline;
    void answer(routes, call)
      .then((found) => new Promise((resolve) => process.send?.(found, resolve)))
      .then(async () => {
        for (let at = 0; at < awake.length; at++) await awake[at]?.catch(() => {});
        process.exit(0);
      });
  });
  process.send?.("ready");
}

async function answer(routes: readonly Route[], call: FunctionCall): Promise<FunctionAnswer> {
  const url = new URL(call.url);
  const found = routes.map(([pattern, load]) => ({ load, params: match(pattern, url.pathname) }));
  const hit = found.filter(({ params }) => params !== null).sort((a, b) => count(a.params) - count(b.params))[0];
  const handlers = hit && ((await hit.load()) as Record<string, Handler>);
  const handler = handlers?.[call.method];
  if (!handler) return { status: hit ? 405 : 404, headers: [], chunks: [] };
  const request = new Request(url, { method: call.method, headers: call.headers, body: call.body as BodyInit | null });
  const response = await handler(request, { params: Promise.resolve(hit?.params ?? {}) });
  const chunks: Uint8Array[] = [];
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return { status: response.status, headers: [...response.headers], chunks };
}

const count = (params: Record<string, unknown> | null) => Object.keys(params ?? {}).length;

/** The parameters of a path for a pattern of Next's: `[name]` is one part, `[...name]` the rest. Null when it does not fit. */
function match(pattern: string, path: string): Record<string, string | string[]> | null {
  const wanted = pattern.split("/");
  const given = path.split("/").map(decodeURIComponent);
  const params: Record<string, string | string[]> = {};
  for (const [at, part] of wanted.entries()) {
    const rest = /^\[\.\.\.(\w+)\]$/.exec(part)?.[1];
    if (rest) return given.length > at ? { ...params, [rest]: given.slice(at) } : null;
    const name = /^\[(\w+)\]$/.exec(part)?.[1];
    if (name && given[at]) params[name] = given[at];
    else if (part !== given[at]) return null;
  }
  return wanted.length === given.length ? params : null;
}
