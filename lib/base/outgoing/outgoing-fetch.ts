import type { IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { readLimited } from "@/lib/base/http/read-body";
import { type Span, traced } from "@/lib/base/tracing";
import { type Destination, evenly, findRoute, Unreachable } from "./route";
import { surroundings } from "./surroundings";

/** The part of `fetch` that is used towards servers somebody else named. */
export type OutgoingFetch = (url: string, init?: OutgoingRequest) => Promise<Response>;

export interface OutgoingRequest {
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | URLSearchParams;
  /** For the whole of it, in milliseconds. Default 20 s. */
  timeoutMs?: number;
  /** Bytes of the answer. Default 10 MB: the longest page of a suppression list has a tenth of it. */
  maxBytes?: number;
}

/**
 * Asks a server by HTTPS: at addresses that were judged, for so long and for so many bytes. Redirects are answered as they are and never
 * followed; what comes packed all the same is unpacked. Throws `Unreachable`, or what broke later.
 */
export const outgoingFetch: OutgoingFetch = async (url, init = {}) => {
  const { hostname } = new URL(url);
  const method = init.method ?? "GET";
  // Neither its path, which may hold a secret, nor a traceparent to strangers.
  const attributes = { "http.request.method": method, "server.address": hostname };
  return traced(method, { kind: "client", attributes }, (span) => fetchGuarded(url, init, span));
};

async function fetchGuarded(url: string, init: OutgoingRequest, span: Span): Promise<Response> {
  const { protocol, hostname, port } = new URL(url);
  const destination: Destination = { host: hostname, port: Number(port || 443), purpose: "https" };
  if (protocol !== "https:") throw new Unreachable(destination, "not https");
  const signal = AbortSignal.timeout(init.timeoutMs ?? 20_000);
  const incoming = await evenly(destination, () => ask(url, init, destination, signal));
  const { "content-encoding": packing, "content-length": _packedBytes, ...rest } = incoming.headers;
  const text = `${hostname} answered too much.`;
  const body = await readLimited(incoming, { limit: init.maxBytes ?? 10_000_000, text, packing });
  const status = incoming.statusCode ?? 0;
  span.set({ "http.response.status_code": status });
  const headers = Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)]);
  return new Response(status === 204 || status === 304 || status < 200 ? null : body, { status, headers });
}

async function ask(
  url: string,
  { method = "GET", headers = {}, body }: OutgoingRequest,
  destination: Destination,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { lookup } = await findRoute(destination);
  const form = body instanceof URLSearchParams && { "content-type": "application/x-www-form-urlencoded" };
  const text = body?.toString();
  const length = text !== undefined && { "content-length": String(Buffer.byteLength(text)) };
  return new Promise((resolve, reject) => {
    // A connection of its own: the pool of an agent knows names and not the addresses that were judged.
    const options = {
      method,
      headers: { "accept-encoding": "identity", ...form, ...length, ...headers },
      lookup,
      signal,
      agent: false,
    };
    const request = httpsRequest(url, options, resolve);
    let connected = false;
    request.on("socket", (socket) => {
      const timer = setTimeout(() => request.destroy(new Error("no connection in time")), surroundings.reachMs);
      socket.once("connect", () => {
        connected = true;
      });
      socket.once("connect", () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
    });
    request.on("error", (error) => reject(connected ? error : new Unreachable(destination, error.message)));
    request.end(text);
  });
}
