import type { ServerResponse } from "node:http";
import { requestIdHeader } from "@/lib/base/http/request-id";
import { API_ROOT } from "@/lib/edges/api/api-paths";
import { problemBody } from "@/lib/edges/api/problem-response";
import { ApiProblem, type ProblemCode } from "@/lib/edges/api/problems";
import { RESEND_ROOT } from "@/lib/edges/resend/resend-operation";
import { errorAnswer } from "@/lib/edges/resend/resend-problem";
import type { RequestRefusal } from "./check-request";
import { linger } from "./linger";
import { hasBody } from "./receive-body";

const codes: Readonly<Record<number, string>> = {
  405: "invalid",
  408: "invalid",
  413: "too_large",
  429: "rate_limited",
};

const problemCodes: Readonly<Record<number, ProblemCode>> = {
  405: "method_not_allowed",
  408: "body_too_slow",
  413: "body_too_large",
  429: "rate_limited",
};

const errorOf = (status: number, text: string) => ({ error: { code: codes[status] ?? "invalid", message: text } });

/** As the public API says no. */
function problemOf(response: ServerResponse, status: number, text: string) {
  const requestId = String(response.req.headers[requestIdHeader] ?? "");
  return { ...problemBody(new ApiProblem(problemCodes[status] ?? "malformed", text), requestId), status };
}

/** In the words of whom was asked. */
function bodyOf(response: ServerResponse, status: number, text: string) {
  const { url } = response.req;
  if (url?.startsWith(`${API_ROOT}/`)) return problemOf(response, status, text);
  if (!url?.startsWith(`${RESEND_ROOT}/`)) return errorOf(status, text);
  return { ...errorAnswer(new ApiProblem(problemCodes[status] ?? "malformed", text), undefined), statusCode: status };
}

/** Answers a refusal and ends the connection: what else comes on it may be the rest of a body. */
export function refuseRequest(response: ServerResponse, { status, text, headers }: RequestRefusal): void {
  const { req: request, socket } = response;
  if (response.headersSent || !socket) return void socket?.destroy();
  const asProblem = request.url?.startsWith(`${API_ROOT}/`) === true;
  const body = JSON.stringify(bodyOf(response, status, text));
  response.writeHead(status, {
    "content-type": asProblem ? "application/problem+json" : "application/json",
    "content-length": Buffer.byteLength(body),
    connection: "close",
    ...headers,
  });
  if (request.method === "HEAD" || request.complete || !hasBody(request)) return void response.end(body);
  // With its length given the answer is whole; `end` would close before the client has read it.
  response.write(body);
  linger(socket);
}
