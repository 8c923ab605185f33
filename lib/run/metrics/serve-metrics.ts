import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { collectDefaultMetrics } from "prom-client";
import { env } from "@/lib/base/env";
import { createLog } from "@/lib/base/log";
import { registry } from "@/lib/base/metrics/registry";
import { onceInProcess } from "@/lib/base/process/once-in-process";
import { answerMetrics, asksForMetrics } from "./answer-metrics";

const log = createLog({ part: "metrics" });

/**
 * Serves this process's metrics on METRICS_PORT when it is set; a port that cannot be had is logged, and the process does its work all
 * the same. Answers how to stop.
 */
export function serveMetrics(): () => void {
  if (env.METRICS_PORT === undefined && env.METRICS_TOKEN === undefined) return () => {};
  onceInProcess("metrics of Node", () => {
    collectDefaultMetrics({ register: registry });
    return true;
  });
  if (env.METRICS_PORT === undefined) return () => {};
  const server = createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, (request, response) => {
    take(request, response).catch((error: unknown) => {
      log.error("the metrics could not be written", { error });
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.maxConnections = 20;
  server.on("error", (error) => log.error("the port for metrics cannot be used", { port: env.METRICS_PORT, error }));
  server.listen(env.METRICS_PORT, env.METRICS_HOST);
  server.unref();
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const reads = request.method === "GET" || request.method === "HEAD";
  if (reads && asksForMetrics(request)) return answerMetrics(request, response);
  response.writeHead(reads ? 404 : 405, {
    "content-type": "text/plain; charset=utf-8",
    ...(!reads && { allow: "GET, HEAD" }),
  });
  response.end(reads ? "The metrics are at /metrics.\n" : "");
}
