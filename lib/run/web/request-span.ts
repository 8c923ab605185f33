import type { IncomingMessage } from "node:http";
import { beginSpan, isTracing, type Span } from "@/lib/base/tracing";
import { frequent, methodOf } from "./http-metrics";
import type { FindPattern } from "./route-patterns";

/**
 * The span of a request, for a part of the trace that its `traceparent` names; null when nothing is traced, and for what mail programs,
 * monitors and browsers ask for by themselves. Of its address it holds the pattern of the route only.
 */
export function requestSpan(
  findPattern: FindPattern,
  { method = "", url = "/", headers }: IncomingMessage,
): Span | null {
  if (!isTracing()) return null;
  const path = url.split("?", 1)[0]!;
  if (frequent.test(path)) return null;
  const [verb, route] = [methodOf(method), findPattern(path)];
  const { traceparent } = headers;
  return beginSpan(`${verb} ${route}`, {
    kind: "server",
    attributes: { "http.request.method": verb, "http.route": route },
    ...(typeof traceparent === "string" && { parent: traceparent }),
  });
}

/** Ends the span of a request with the status of its answer; null when nothing was answered. */
export function endRequestSpan(span: Span, status: number | null): void {
  if (status !== null && status >= 500) span.fail(null);
  if (status === null) span.set({ "error.type": "gone" });
  else span.set({ "http.response.status_code": status, ...(status >= 500 && { "error.type": String(status) }) });
  span.end();
}
