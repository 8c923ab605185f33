import type { ServerResponse } from "node:http";
import type { RequestRefusal } from "./check-request";
import { linger } from "./linger";
import { hasBody } from "./receive-body";

const codes: Readonly<Record<number, string>> = {
  405: "invalid",
  408: "invalid",
  413: "too_large",
  429: "rate_limited",
};

/** Answers a refusal and ends the connection: what else comes on it may be the rest of a body. */
export function refuseRequest(response: ServerResponse, { status, text, headers }: RequestRefusal): void {
  const { req: request, socket } = response;
  if (response.headersSent || !socket) return void socket?.destroy();
  const body = JSON.stringify({ error: { code: codes[status] ?? "invalid", message: text } });
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    connection: "close",
    ...headers,
  });
  if (request.method === "HEAD" || request.complete || !hasBody(request)) return void response.end(body);
  // With its length given the answer is whole; `end` would close before the client has read it.
  response.write(body);
  linger(socket);
}
