import { createHash } from "node:crypto";
import { z } from "zod";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { requestIdHeader, requestIdOf } from "@/lib/base/http/request-id";
import type { WebRequest } from "@/lib/base/http/web-request";
import { answering } from "@/lib/base/jobs/after-answer";
import { createLog } from "@/lib/base/log";
import { heavyWork } from "@/lib/base/routes/heavy-work";
import type { Replayable } from "@/lib/edges/api/answered-before";
import { keyCtxOf, requireScope, takeTurnOf } from "@/lib/edges/api/caller";
import { type FoundOperation, findOperation } from "@/lib/edges/api/find-operation";
import { carryOutTogether } from "@/lib/edges/api/gathered-calls";
import { carryOutOnce, type Once } from "@/lib/edges/api/idempotency";
import { type Call, noteCall } from "@/lib/edges/api/note-call";
import { ApiProblem } from "@/lib/edges/api/problems";
import type { Answered } from "@/lib/edges/api/stored-answers";
import { toProblem } from "@/lib/edges/api/to-problem";
import type { Turn } from "@/lib/edges/api-keys/key-quota";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { answerFile } from "./answer-file";
import { readResend } from "./read-resend";
import { RESEND_ROOT, type ResendInput, type ResendOperation } from "./resend-operation";
import { errorAnswer } from "./resend-problem";

const log = createLog({ part: "resend-api" });
const MAX_KEY = 256;

/** Answers one call of the npm package `resend`, or of whatever speaks with Resend; whatever happens in between as an error in its form. */
export async function answerResend(operations: readonly ResendOperation[], request: WebRequest): Promise<Response> {
  const file = await answerFile(request);
  if (file) return file;
  const requestId = requestIdOf(request.headers.get(requestIdHeader));
  const call: ResendCall = {
    ...{ request, requestId, begun: Date.now() },
    headers: new Headers({ [requestIdHeader]: requestId, "cache-control": "no-store" }),
  };
  let problem: ApiProblem | null = null;
  let answered: Answered;
  try {
    answered = await answering(() => carryOut(operations, call));
  } catch (error) {
    problem = toProblem(error);
    if (problem.code === "internal") log.error("call of the Resend API failed", { error, requestId });
    for (const [name, value] of Object.entries(problem.headers)) call.headers.set(name, value);
    const told = errorAnswer(problem, call.noun);
    answered = { status: told.statusCode, body: JSON.stringify(told) };
  }
  // The package takes an answer without a body for an error: there is always JSON.
  call.headers.set("content-type", "application/json");
  const response = new Response(answered.body, { status: answered.status, headers: call.headers });
  noteCall(call, response, problem, RESEND_ROOT);
  return response;
}

interface ResendCall extends Call {
  noun?: string;
}

/** Puts into `call` what every answer from here on bears, and what is known of it. */
async function carryOut(operations: readonly ResendOperation[], call: ResendCall): Promise<Answered> {
  const { request, headers } = call;
  const { pathname } = new URL(request.url, "http://localhost");
  const ctx = await keyCtxOf(request);
  call.ctx = ctx;
  await takeTurnOf(ctx, (turn) => sayTurn(headers, turn));
  const method = request.method === "HEAD" ? "GET" : request.method;
  const found = findOperation(operations, method, pathname, RESEND_ROOT);
  call.operation = found.operation;
  call.noun = found.operation.noun;
  for (const scope of found.operation.scopes) await requireScope(ctx, scope);
  const run = () => runOperation(ctx, call, found);
  return found.operation.heavy ? heavyWork({ userId: ctx.actor.keyId, workspaceId: ctx.workspaceId }, run) : run();
}

/** As the IETF's draft 06 has them, which is what Resend sends. */
function sayTurn(headers: Headers, { quota, remaining, seconds }: Turn): void {
  headers.set("ratelimit-limit", String(quota));
  headers.set("ratelimit-policy", `${quota};w=60`);
  headers.set("ratelimit-remaining", String(remaining));
  headers.set("ratelimit-reset", String(seconds));
}

async function runOperation(
  ctx: KeyCtx,
  { request, headers }: ResendCall,
  found: FoundOperation<ResendOperation>,
): Promise<Answered> {
  const { operation } = found;
  const { bytes, ...input } = await readResend(request, found);
  const { pathname, search } = new URL(request.url, "http://localhost");
  const once = {
    key: operation.method === "GET" ? null : idempotencyKeyOf(operation, request.headers.get("idempotency-key")),
    operationId: operation.id,
    overNetwork: operation.overNetwork ?? false,
    showsSecret: operation.showsSecret ?? false,
    request: [pathname + search, bytes],
  };
  const { replayed, ...answered } = await carryOutCall(ctx, once, operation, input);
  if (replayed) headers.set("idempotent-replayed", "true");
  else operation.after?.(ctx);
  return answered;
}

function carryOutCall(ctx: KeyCtx, once: Once, operation: ResendOperation, input: ResendInput): Promise<Replayable> {
  const { id, prepare, gathering, status = 200 } = operation;
  if (gathering)
    return carryOutTogether(ctx, once, { operation: { id, answer: AnyJson, status: 200 }, gathering, input });
  const told = (value: object): Answered => ({ status, body: JSON.stringify(value) });
  return carryOutOnce(
    ctx,
    once,
    async (tx) => told(await operation.run(tx, input)),
    prepare &&
      (async (ready) => {
        const write = await prepare(ready, input);
        return async (tx: SqlTx) => told(await write(tx));
      }),
  );
}

/** Whatever an operation says is what goes out. */
const AnyJson = z.unknown();

/** A key holds for one operation, and may have any characters of a header: what is kept is its digest. */
function idempotencyKeyOf({ id }: ResendOperation, given: string | null): string | null {
  if (given === null) return null;
  if (given.length < 1 || given.length > MAX_KEY)
    throw new ApiProblem("invalid_idempotency_key", `The idempotency key must have 1 to ${MAX_KEY} characters.`);
  return `resend/${id}/${createHash("sha256").update(given).digest("base64url")}`;
}
