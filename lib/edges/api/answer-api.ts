import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { publicId } from "@/lib/base/db/ids";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { requestIdHeader, requestIdOf } from "@/lib/base/http/request-id";
import type { WebRequest } from "@/lib/base/http/web-request";
import { answering } from "@/lib/base/jobs/after-answer";
import { createLog } from "@/lib/base/log";
import { heavyWork } from "@/lib/base/routes/heavy-work";
import { rateHeaders } from "@/lib/edges/api-keys/key-quota";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import type { Replayable } from "./answered-before";
import { API_ROOT } from "./api-paths";
import { keyCtxOf, requireScope, takeTurnOf } from "./caller";
import { type FoundOperation, findOperation } from "./find-operation";
import { carryOutTogether } from "./gathered-calls";
import { carryOutOnce, type Once } from "./idempotency";
import { type Call, noteCall } from "./note-call";
import { answered, isFile, type Operation, scopesFor } from "./operation";
import { problemResponse } from "./problem-response";
import type { ApiProblem } from "./problems";
import { type ApiInput, readInput } from "./read-input";
import type { Answered } from "./stored-answers";
import { toProblem } from "./to-problem";

const log = createLog({ part: "api" });

/** Answers one call of the public API by the operations given, whatever happens in between as a problem of the table. */
export async function answerApi(operations: readonly Operation[], request: WebRequest): Promise<Response> {
  // Our web host has put one there; hosts of functions have not, and let through whatever a caller writes.
  const requestId = requestIdOf(request.headers.get(requestIdHeader));
  const call: Call = { request, requestId, headers: new Headers({ [requestIdHeader]: requestId }), begun: Date.now() };
  let response: Response;
  let problem: ApiProblem | null = null;
  try {
    response = await answering(() => carryOut(operations, call));
  } catch (error) {
    problem = toProblem(error);
    if (problem.code === "internal") log.error("call of the API failed", { error, requestId });
    response = problemResponse(problem, requestId);
  }
  for (const [name, value] of call.headers) response.headers.set(name, value);
  noteCall(call, response, problem, API_ROOT);
  return response;
}

/** Puts into `call` what every answer from here on bears, and what is known of it. */
async function carryOut(operations: readonly Operation[], call: Call): Promise<Response> {
  const { request, headers } = call;
  const { pathname } = new URL(request.url, "http://localhost");
  const find = () => findOperation(operations, methodOf(request), pathname, API_ROOT);
  const found = await orWithCaller(call, find);
  call.operation = found.operation;
  const ctx = await keyCtxOf(request);
  call.ctx = ctx;
  await takeTurnOf(ctx, (turn) => {
    for (const [name, value] of Object.entries(rateHeaders(turn))) headers.set(name, value);
  });
  for (const scope of scopesFor(found.operation)) await requireScope(ctx, scope);
  const run = () => runOperation(ctx, request, found);
  return found.operation.heavy ? heavyWork({ userId: ctx.actor.keyId, workspaceId: ctx.workspaceId }, run) : run();
}

/** A path that is of no operation is looked for in the log of the key too. */
async function orWithCaller<T>(call: Call, find: () => T): Promise<T> {
  try {
    return find();
  } catch (error) {
    const ctx = await keyCtxOf(call.request).catch(() => null);
    if (ctx) call.ctx = ctx;
    throw error;
  }
}

/** HEAD is GET whose body nobody sends. */
const methodOf = ({ method }: WebRequest) => (method === "HEAD" ? "GET" : method);

async function runOperation(ctx: KeyCtx, request: WebRequest, found: FoundOperation): Promise<Response> {
  const { operation } = found;
  const input = await readInput(request, found);
  if (isFile(operation)) {
    const file = (await operation.run(ctx, input)) as Response;
    await noteFile(ctx, found);
    return file;
  }
  const { pathname, search } = new URL(request.url, "http://localhost");
  const once = {
    key: operation.method === "GET" ? null : request.headers.get("idempotency-key"),
    operationId: operation.id,
    overNetwork: operation.overNetwork ?? false,
    showsSecret: operation.showsSecret ?? false,
    request: [pathname + search, input.bytes],
  };
  const { status, body, replayed } = await carryOutCall(ctx, once, operation, input);
  if (!replayed) operation.after?.(ctx);
  return new Response(status === 204 ? null : body, {
    status,
    headers: {
      "cache-control": "no-store",
      ...(status !== 204 && { "content-type": "application/json" }),
      ...(replayed && { "idempotent-replayed": "true" }),
    },
  });
}

function carryOutCall(ctx: KeyCtx, once: Once, operation: Operation, input: ApiInput): Promise<Replayable> {
  const { prepare, gathering } = operation;
  if (gathering) return carryOutTogether(ctx, once, { operation, gathering, input });
  return carryOutOnce(
    ctx,
    once,
    async (tx) => answered(operation, await operation.run(tx, input)),
    prepare && (async (ready) => written(operation, await prepare(ready, input))),
  );
}

const written =
  (operation: Operation, write: (tx: SqlTx) => Promise<unknown>) =>
  async (tx: SqlTx): Promise<Answered> =>
    answered(operation, await write(tx));

/** Who took a file away, and of what. */
async function noteFile(ctx: KeyCtx, { operation, params }: FoundOperation): Promise<void> {
  if (!operation.notes) return;
  const { keyId, name } = ctx.actor;
  await recordSecurityEvent(ctx, {
    kind: operation.notes,
    actor: { name },
    workspaceId: ctx.workspaceId,
    ip: ctx.ip,
    detail: { apiKeyId: publicId("key", keyId), ...params },
  });
}
