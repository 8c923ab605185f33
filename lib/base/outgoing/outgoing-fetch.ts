import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { readBeginning, readLimited } from "@/lib/base/http/read-body";
import { type Span, traced } from "@/lib/base/tracing";
import type { KeptConnections } from "./kept-connections";
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
  /** Only the beginning of the answer is read, as it came: so many bytes, whatever else there is. In place of `maxBytes`. */
  beginningBytes?: number;
  /** For whoever asks one server again and again. Default: a connection of its own. */
  connections?: KeptConnections | undefined;
}

/**
 * Asks a server by HTTPS: at addresses that were judged, for so long and for so many bytes. Redirects are answered as they are and never
 * followed; what comes packed all the same is unpacked. Throws `Unreachable`, a `TimeoutError`, or what broke later.
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
  const isPlain = protocol === "http:" && surroundings.allowsAll();
  const destination: Destination = { host: hostname, port: Number(port || (isPlain ? 80 : 443)), purpose: "https" };
  if (protocol !== "https:" && !isPlain) throw new Unreachable(destination, "not https");
  const signal = AbortSignal.timeout(init.timeoutMs ?? 20_000);
  const incoming = await evenly(destination, () => ask(url, init, destination, signal));
  const { "content-encoding": packing, "content-length": _packedBytes, ...rest } = incoming.headers;
  const body =
    init.beginningBytes === undefined
      ? await readLimited(incoming, {
          limit: init.maxBytes ?? 10_000_000,
          text: `${hostname} answered too much.`,
          packing,
        })
      : await readBeginning(incoming, init.beginningBytes);
  const status = incoming.statusCode ?? 0;
  span.set({ "http.response.status_code": status });
  const headers = Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)]);
  return new Response(status === 204 || status === 304 || status < 200 ? null : body, { status, headers });
}

async function ask(
  url: string,
  init: OutgoingRequest,
  destination: Destination,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { method = "GET", headers = {}, body, connections } = init;
  const { lookup } = await findRoute(destination);
  const form = body instanceof URLSearchParams && { "content-type": "application/x-www-form-urlencoded" };
  const text = body?.toString();
  const length = text !== undefined && { "content-length": String(Buffer.byteLength(text)) };
  return new Promise((resolve, reject) => {
    // A connection of its own: the pool of an agent knows names and not the addresses that were judged. Kept ones were judged when they
    // were opened, for the same server.
    const options = {
      method,
      headers: { "accept-encoding": "identity", ...form, ...length, ...headers },
      lookup,
      signal,
      agent: connections?.agentFor(url) ?? (false as const),
    };
    const request = (url.startsWith("http:") ? httpRequest : httpsRequest)(url, options, resolve);
    let connected = false;
    request.on("socket", (socket) => {
      if (!socket.connecting) {
        connected = true;
        return;
      }
      const timer = setTimeout(() => request.destroy(new Error("no connection in time")), surroundings.reachMs);
      socket.once("connect", () => {
        connected = true;
      });
      socket.once("connect", () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
    });
    request.on("error", (error) => {
      // The other side ended a connection that was kept while this was on its way: it was not heard.
      const unheard = request.reusedSocket && (error as NodeJS.ErrnoException).code === "ECONNRESET";
      if (unheard) resolve(ask(url, { ...init, connections: undefined }, destination, signal));
      else if (!connected) reject(new Unreachable(destination, error.message));
      else reject(signal.aborted ? signal.reason : error);
    });
    // Also where it ends without an error and without an answer.
    request.once("close", () => reject(new Error("The connection was closed before an answer came.")));
    request.end(text);
  });
}
