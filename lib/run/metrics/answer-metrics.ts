import "@/lib/base/db/pool-metrics";
import "@/lib/events/door/event-metrics";
import "./build-metrics";
import "./disk-metrics";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/base/env";
import { createLog } from "@/lib/base/log";
import { registry } from "@/lib/base/metrics/registry";
import { onceHere } from "@/lib/base/routes/once-here";
import { hasBearer } from "@/lib/base/security/bearer";
import { lookAtDatabase } from "./database-look";

const log = createLog({ part: "metrics" });
const minuteMs = 60_000;

/** All metrics of this process in Prometheus' text format; what the database says is at most `freshMs` old, a few seconds when unsaid. */
export async function writeMetrics(freshMs?: number): Promise<string> {
  await lookAtDatabase(freshMs);
  return registry.metrics();
}

/** Whether a request asks for the metrics. */
export const asksForMetrics = ({ url = "" }: IncomingMessage): boolean => url.split("?", 1)[0] === "/metrics";

/** Whether the web process answers it so: only where there is a token for it. */
export const answersMetrics = (request: IncomingMessage): boolean =>
  env.METRICS_TOKEN !== undefined && asksForMetrics(request);

/** Answers a scrape. Where a token is set it is asked for, on a port of our own too. */
export async function answerMetrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader("cache-control", "no-store");
  if (!mayRead(request)) {
    if (onceHere("metrics refused", minuteMs)) log.warn("metrics were asked for without their token");
    response.writeHead(401, { "content-type": "text/plain; charset=utf-8", "www-authenticate": "Bearer" });
    return void response.end("The token is missing or wrong.\n");
  }
  const text = await writeMetrics();
  response.writeHead(200, { "content-type": registry.contentType });
  response.end(request.method === "HEAD" ? "" : text);
}

function mayRead({ headers }: IncomingMessage): boolean {
  const given = new Headers({ authorization: headers.authorization ?? "" });
  return env.METRICS_TOKEN === undefined || hasBearer(given, env.METRICS_TOKEN);
}
