import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { bodyCeiling } from "@/lib/base/http/body-ceilings";
import { requestIdHeader, requestIdOf } from "@/lib/base/http/request-id";
import { createLog, withRequestId } from "@/lib/base/log";
import { inSpan, type Span } from "@/lib/base/tracing";
import { checkRequest, type RequestRefusal } from "./check-request";
import { type ConnectionLimits, Connections } from "./connections";
import { defaultHeaders } from "./default-headers";
import type { AnsweredRequest } from "./http-metrics";
import { IncomingRequest } from "./incoming-request";
import { type BodyEnd, type BodyPaces, bodyPaces, receiveBody } from "./receive-body";
import { RefusalTally } from "./refusal-tally";
import { refuseRequest } from "./refuse";
import { endRequestSpan } from "./request-span";
import { watchAnswer } from "./watch-answer";

const log = createLog({ part: "web" });

export interface WebServerOptions {
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;
  /** Of every answer that does not say them itself. */
  headers: Readonly<Record<string, string>>;
  /** The address of the client, behind a proxy of ours too. */
  clientOf: (request: IncomingMessage) => string;
  limits: ConnectionLimits;
  paces?: BodyPaces;
  dev?: boolean;
  /** For the first line and the headers. */
  headersMs?: number;
  /** Counts what is refused; tests read it. */
  tally?: Pick<RefusalTally, "note">;
  /** The span of a request; null for none. */
  spanOf?: (request: IncomingMessage) => Span | null;
  /** Is told of every request when it is over. */
  onAnswered?: (request: AnsweredRequest) => void;
}

const tooMany: RequestRefusal = {
  status: 429,
  text: "Too many requests at once. Try again in a moment.",
  headers: { "retry-after": "2" },
};
const bodyRefusals: Readonly<Record<Exclude<BodyEnd, "ready" | "gone">, RequestRefusal>> = {
  "too-large": { status: 413, text: "The body is larger than this address takes." },
  "too-slow": { status: 408, text: "The body came too slowly." },
};

/** Nothing on the connection for so long, while an answer is made or taken. The longest request of ours runs 60 s. */
const SILENT_MS = 180_000;

/**
 * The HTTP server in front of everything: it turns away what no handler has to see, and lets a request through when its body is known
 * to be as large and as quick as its path allows.
 */
export function createWebServer(options: WebServerOptions): Server {
  const connections = new Connections(options.limits);
  const given = { ...options, tally: options.tally ?? new RefusalTally(log) };
  const server = createServer(
    {
      IncomingMessage: IncomingRequest,
      headersTimeout: options.headersMs ?? 15_000,
      connectionsCheckingInterval: 1_000,
      // Bodies have clocks of their own; this is the last resort.
      requestTimeout: 4 * 3_600_000,
      maxHeaderSize: 32_768,
    },
    (request, response) => void take(request, response, connections, given),
  );
  server.on("connection", (socket) => connections.add(socket));
  // Only a body that may be sent is asked for (RFC 9110 §10.1.1).
  server.on("checkContinue", (request: IncomingRequest, response: ServerResponse) => {
    const fits = Number(request.headers["content-length"] ?? 0) <= bodyCeiling(pathOf(request));
    if (fits) response.writeContinue();
    void take(request, response, connections, given);
  });
  server.setTimeout(SILENT_MS);
  return server;
}

async function take(
  request: IncomingRequest,
  response: ServerResponse,
  connections: Connections,
  { answer, headers, clientOf, paces = bodyPaces, dev = false, tally, spanOf, onAnswered }: WebServerOptions,
): Promise<void> {
  const { socket } = request;
  const id = requestIdOf(request.headers[requestIdHeader]);
  // Whoever answers later finds it there.
  request.headers[requestIdHeader] = id;
  const startedAt = performance.now();
  const client = clientOf(request);
  const span = spanOf?.(request) ?? null;
  const mayBegin = connections.begin(socket, client);
  response.once("close", () => {
    connections.end(socket, client, mayBegin);
    const status = response.headersSent ? response.statusCode : null;
    if (status !== null) tally?.note(status, pathOf(request), client);
    const { method = "" } = request;
    if (span) endRequestSpan(span, status);
    const tookMs = performance.now() - startedAt;
    onAnswered?.({ id, method, path: pathOf(request), status, tookMs, ...(span && { traceId: span.traceId }) });
  });
  defaultHeaders(response, { ...headers, [requestIdHeader]: id });
  try {
    if (!mayBegin) return refuseRequest(response, tooMany);
    const refusal = twoHosts(request) ?? checkRequest(request.method ?? "", request.url ?? "", dev);
    if (refusal) return refuseRequest(response, refusal);
    const end = await receiveBody(request, bodyCeiling(pathOf(request)), paces);
    if (end === "gone") return;
    if (end !== "ready") return refuseRequest(response, bodyRefusals[end]);
    watchAnswer(request, response);
    await inSpan(span, () => withRequestId(id, () => answer(request, response)));
  } catch (error) {
    // Whoever goes away in the middle is no fault of ours.
    if (!socket.destroyed) log.error("request failed", { requestId: id, error, path: loggedPath(pathOf(request)) });
    if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
    response.end("Something went wrong on our side.");
  }
}

/** Whoever stands before us may have judged the other one (RFC 9112 §3.2). */
function twoHosts({ rawHeaders }: IncomingMessage): RequestRefusal | null {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === "host");
  return hosts.length > 1 ? { status: 400, text: "The request names its host twice." } : null;
}

const pathOf = (request: IncomingMessage) => (request.url ?? "/").split("?", 1)[0] ?? "/";

/** Links, hooks and set-up carry their secret in the address: of those only the beginning is written down. */
const loggedPath = (path: string) => (path.startsWith("/api/app/") ? path : path.split("/", 2).join("/")).slice(0, 200);
