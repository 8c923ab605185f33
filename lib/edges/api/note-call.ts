import type { WebRequest } from "@/lib/base/http/web-request";
import { callLog } from "@/lib/edges/api-calls/call-log";
import { shownField, shownPath } from "@/lib/edges/api-calls/shown-path";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { API_ROOT } from "./api-paths";
import type { Operation } from "./operation";
import type { ApiProblem } from "./problems";

/** A call while it is answered. */
export interface Call {
  request: WebRequest;
  requestId: string;
  /** What the answer bears in any case. */
  headers: Headers;
  /** Milliseconds since 1970. */
  begun: number;
  operation?: Pick<Operation, "id"> & { path: string };
  /** Once the key has been found good. */
  ctx?: KeyCtx;
}

/** Keeps how a call of a known key went, for who debugs its program. Paths of the public API stand there without its root. */
export function noteCall(
  call: Call,
  { status, headers }: Response,
  problem: (Pick<ApiProblem, "errors"> & { code: string }) | null,
  root: string,
): void {
  const { ctx, request, requestId, operation, begun } = call;
  if (!ctx) return;
  const { pathname, search } = new URL(request.url, "http://localhost");
  const shown = shownPath(pathname.slice(root.length), search, operation?.path ?? null);
  callLog().add({
    workspaceId: ctx.workspaceId,
    apiKeyId: ctx.actor.keyId,
    at: new Date(begun),
    method: request.method,
    path: root === API_ROOT ? shown : root + shown,
    operation: operation?.id ?? null,
    status,
    problem: problem?.code ?? null,
    fields: (problem?.errors ?? []).slice(0, 20).map(({ field, code }) => `${shownField(field)} ${code}`),
    requestId,
    ip: ctx.ip ?? null,
    durationMs: Date.now() - begun,
    replayed: headers.has("idempotent-replayed"),
  });
}
