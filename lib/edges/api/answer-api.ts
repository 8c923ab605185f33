import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { publicId } from "@/lib/base/db/ids";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { clientIp } from "@/lib/base/http/client-ip";
import { requestIdHeader, requestIdOf } from "@/lib/base/http/request-id";
import { answering } from "@/lib/base/jobs/after-answer";
import { createLog } from "@/lib/base/log";
import { actorCan, type Permission } from "@/lib/base/permissions.shared";
import { heavyWork } from "@/lib/base/routes/heavy-work";
import { onceHere } from "@/lib/base/routes/once-here";
import { isFirstHit } from "@/lib/base/security/rate-limit";
import { type KeyCtx, type KeyRefusal, openKey } from "@/lib/edges/api-keys/open-key";
import type { Replayable } from "./answered-before";
import { type FoundOperation, findOperation } from "./find-operation";
import { carryOutTogether } from "./gathered-calls";
import { carryOutOnce, type Once } from "./idempotency";
import { type Call, noteCall } from "./note-call";
import { answered, CsvFile, type Operation, scopesFor } from "./operation";
import { problemResponse } from "./problem-response";
import { ApiProblem, type ProblemCode } from "./problems";
import { rateHeaders, takeTurn } from "./rate-limit";
import { type ApiInput, readInput } from "./read-input";
import type { Answered } from "./stored-answers";
import { toProblem } from "./to-problem";

const log = createLog({ part: "api" });
const HOUR_MS = 3_600_000;

/** Answers one call of the public API by the operations given, whatever happens in between as a problem of the table. */
export async function answerApi(operations: readonly Operation[], request: Request): Promise<Response> {
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
  noteCall(call, response, problem);
  return response;
}

/** Puts into `call` what every answer from here on bears, and what is known of it. */
async function carryOut(operations: readonly Operation[], call: Call): Promise<Response> {
  const { request, headers } = call;
  const { pathname } = new URL(request.url, "http://localhost");
  const find = () => findOperation(operations, methodOf(request), pathname);
  const found = await orWithCaller(call, find);
  call.operation = found.operation;
  const ctx = await keyCtxOf(request);
  call.ctx = ctx;
  const turn = await takeTurn(ctx.actor.keyId);
  for (const [name, value] of Object.entries(rateHeaders(turn))) headers.set(name, value);
  if (!turn.admitted) {
    const text = `This key has made its ${turn.quota} calls of this minute.`;
    throw new ApiProblem("rate_limited", text, { headers: { "retry-after": String(turn.seconds) } });
  }
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
const methodOf = ({ method }: Request) => (method === "HEAD" ? "GET" : method);

async function runOperation(ctx: KeyCtx, request: Request, found: FoundOperation): Promise<Response> {
  const { operation } = found;
  const input = await readInput(request, found);
  if (operation.answer === CsvFile) {
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

const refusals: Readonly<Record<KeyRefusal, readonly [ProblemCode, string]>> = {
  unknown: ["invalid_api_key", "There is no such API key."],
  revoked: ["revoked_api_key", "This API key was revoked."],
  expired: ["expired_api_key", "The time of this API key is over."],
  address: ["address_not_allowed", "This API key may not be used from this address."],
};

async function keyCtxOf(request: Request): Promise<KeyCtx> {
  const [, key] = /^Bearer +(\S+) *$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const challenge = { "www-authenticate": 'Bearer realm="Homing API"' };
  if (key === undefined) {
    throw new ApiProblem("missing_api_key", "Send an API key as Authorization: Bearer hm_….", { headers: challenge });
  }
  const opened = await openKey(key, clientIp(request.headers));
  if (typeof opened !== "string") return opened;
  const [code, text] = refusals[opened];
  throw new ApiProblem(code, text, { headers: opened === "address" ? {} : challenge });
}

async function requireScope(ctx: KeyCtx, scope: Permission | null): Promise<void> {
  if (scope === null || actorCan(ctx.actor, scope)) return;
  await noteMissingScope(ctx, scope);
  throw new ApiProblem("insufficient_scope", `This key lacks the scope ${scope}.`);
}

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

/** Once an hour for a key and a scope. */
async function noteMissingScope(ctx: KeyCtx, needs: Permission): Promise<void> {
  const { keyId, name } = ctx.actor;
  const seen = `key-scope:${keyId}:${needs}`;
  if (!onceHere(seen, HOUR_MS) || !(await isFirstHit(seen, HOUR_MS))) return;
  await recordSecurityEvent(ctx, {
    kind: "access.refused",
    actor: { name },
    workspaceId: ctx.workspaceId,
    ip: ctx.ip,
    detail: { apiKeyId: publicId("key", keyId), needs },
  });
}
