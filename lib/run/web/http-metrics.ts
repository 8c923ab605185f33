import { Histogram } from "prom-client";
import type { Log } from "@/lib/base/log";
import { counter, defineMetrics, registry } from "@/lib/base/metrics/registry";
import { LineBudget } from "./line-budget";
import { type FindPattern, noPattern } from "./route-patterns";

/** One request that was answered, or whose client went away. */
export interface AnsweredRequest {
  id: string;
  method: string;
  path: string;
  /** Null: nothing was answered. */
  status: number | null;
  /** From its first line to the end of its answer. */
  tookMs: number;
  /** Of a trace that is kept. */
  traceId?: string | null;
}

const metrics = defineMetrics("http", () => ({
  requests: counter({
    name: "homing_http_requests_total",
    help: "Requests to the web process, by pattern of the route, method and class of the status.",
    labelNames: ["route", "method", "status"],
  }),
  seconds: new Histogram({
    name: "homing_http_request_duration_seconds",
    help: "Time from the first line of a request to the end of its answer, by pattern of the route.",
    labelNames: ["route"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  }),
}));

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** The method as it is counted and traced: one that there is not could be anything. */
export const methodOf = (method: string): string => (methods.has(method) ? method : noPattern);

/** Asked for by mail programs, monitors and browsers by themselves: a line each would bury the others. */
export const frequent = /^\/(?:[tu]\/|_next\/|metrics$|api\/(?:health|ready)$)/;

/** A line has some 200 octets: a flood of requests writes less than a gigabyte a day. */
const lines = new LineBudget({ perSecond: 50, atOnce: 5_000 });

/**
 * Counts an answered request and writes one line about it, without its address: that may hold a secret or a person's data. In a flood
 * some requests have no line; the next one says how many.
 */
export function noteRequest(
  log: Pick<Log, "debug" | "info">,
  findPattern: FindPattern,
  request: AnsweredRequest,
  budget = lines,
): void {
  const { id, path, status, tookMs, traceId } = request;
  const method = methodOf(request.method);
  const route = findPattern(path);
  metrics.requests.inc({ route, method, status: status === null ? "none" : `${Math.floor(status / 100)}xx` });
  metrics.seconds.observe({ route }, tookMs / 1000);
  const level = frequent.test(path) && (status ?? 0) < 500 ? "debug" : "info";
  const line = level === "info" ? budget.take() : { leftOut: 0 };
  if (!line) return;
  const leftOut = line.leftOut > 0 && { leftOut: line.leftOut };
  const ids = { requestId: id, ...(traceId && { traceId }) };
  log[level]("request", { ...ids, method, route, status, ms: Math.round(tookMs), ...leftOut });
}
