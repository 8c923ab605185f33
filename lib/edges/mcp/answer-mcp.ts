import { createMcpHandler } from "@modelcontextprotocol/server";
import { bodyCeiling } from "@/lib/base/http/body-ceilings";
import { requireOwnAddress } from "@/lib/base/http/own-addresses";
import { readBytes } from "@/lib/base/http/read-body";
import { requestIdHeader, requestIdOf } from "@/lib/base/http/request-id";
import { answering } from "@/lib/base/jobs/after-answer";
import { createLog } from "@/lib/base/log";
import { keyCtxOf, takeTurnOf } from "@/lib/edges/api/caller";
import { problemResponse } from "@/lib/edges/api/problem-response";
import { ApiProblem, problems } from "@/lib/edges/api/problems";
import { toProblem } from "@/lib/edges/api/to-problem";
import { callLog } from "@/lib/edges/api-calls/call-log";
import { shownField } from "@/lib/edges/api-calls/shown-path";
import { rateHeaders } from "@/lib/edges/api-keys/key-quota";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { serverFor } from "./mcp-server";

const log = createLog({ part: "mcp" });

/** What is known of a request while it is answered. */
interface Call {
  request: Request;
  requestId: string;
  begun: number;
  headers: Headers;
  /** Once the key has been found good. */
  ctx?: KeyCtx;
}

/**
 * Answers a message of the Model Context Protocol, of the revision 2026-07-28 and of those of 2025, one request at a time and without a session.
 * Keys, their networks, quota and log are those of the public API. What is refused before there is a message to answer is a problem, as there.
 */
export async function answerMcp(request: Request): Promise<Response> {
  const requestId = requestIdOf(request.headers.get(requestIdHeader));
  const call: Call = { request, requestId, begun: Date.now(), headers: new Headers({ [requestIdHeader]: requestId }) };
  let response: Response;
  try {
    response = await answering(() => carryOut(call));
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code === "internal") log.error("a message could not be answered", { error, requestId });
    response = problemResponse(problem, requestId);
    if (call.ctx) note(call, call.ctx, null, problem);
  }
  for (const [name, value] of call.headers) response.headers.set(name, value);
  return response;
}

interface Asked extends Record<string, unknown> {
  call: Call;
  ctx: KeyCtx;
}

/** Who asks travels with the request as the package has it; each request gets a server of its own, with the tools of its key. */
const handler = createMcpHandler(
  ({ authInfo }) => {
    const asked = authInfo?.extra as Asked | undefined;
    if (!asked) throw new Error("A message came without the key that it was let in by.");
    const { call, ctx } = asked;
    return serverFor(ctx, (tool, { problem }) => note(call, ctx, tool.name, problem));
  },
  {
    // Tools change with the key alone: there is nothing to wait for on an open stream.
    maxSubscriptions: 0,
    onerror: (error) => log.debug("a message was refused", { error }),
  },
);

const authOf = (asked: Asked) => ({
  token: "",
  clientId: asked.ctx.actor.keyId,
  scopes: [...asked.ctx.actor.scopes],
  extra: { ...asked },
});

/** With its body as it was read: unpacked. */
function messageOf({ url, headers }: Request, body: Buffer<ArrayBuffer>): Request {
  const own = new Headers(headers);
  for (const name of ["content-encoding", "content-length"]) own.delete(name);
  return new Request(url, { method: "POST", headers: own, body });
}

async function carryOut(call: Call): Promise<Response> {
  const { request, headers } = call;
  requireOwnAddress(request);
  if (request.method !== "POST") {
    throw new ApiProblem("method_not_allowed", "Post one message at a time; there is no stream to listen to.", {
      headers: { allow: "POST" },
    });
  }
  const ctx = await keyCtxOf(request);
  call.ctx = ctx;
  await takeTurnOf(ctx, (turn) => {
    for (const [name, value] of Object.entries(rateHeaders(turn))) headers.set(name, value);
  });
  const body = await readBytes(request, bodyCeiling(new URL(request.url, "http://localhost").pathname));
  requireOne(body);
  const response = await whole(await handler.fetch(messageOf(request, body), { authInfo: authOf({ call, ctx }) }));
  response.headers.set("cache-control", "no-store");
  return response;
}

/** Those of 2025 are answered as a stream that begins before the tool does: what it put in the queue is known once the stream has ended. */
const whole = async (response: Response): Promise<Response> =>
  response.body ? new Response(await response.arrayBuffer(), response) : response;

/** A batch (revision 2025-03-26) would be many calls for one turn, whatever blanks or byte order mark stand before it. */
function requireOne(body: Buffer): void {
  if (/^\s*\[/.test(body.toString("utf8")))
    throw new ApiProblem("malformed", "Send one message in a request: batches are not taken.");
}

/** Each tool that is called stands in the log of its key, and what was refused before there was one. */
function note({ request, requestId, begun }: Call, ctx: KeyCtx, tool: string | null, problem: ApiProblem | null): void {
  callLog().add({
    workspaceId: ctx.workspaceId,
    apiKeyId: ctx.actor.keyId,
    at: new Date(begun),
    method: request.method,
    path: tool === null ? "/mcp" : `/mcp ${tool}`,
    operation: tool,
    status: problem ? problems[problem.code].status : 200,
    problem: problem?.code ?? null,
    fields: (problem?.errors ?? []).slice(0, 20).map(({ field, code }) => `${shownField(field)} ${code}`),
    requestId,
    ip: ctx.ip ?? null,
    durationMs: Date.now() - begun,
    replayed: false,
  });
}
