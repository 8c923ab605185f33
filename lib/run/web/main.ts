import type { IncomingMessage, ServerResponse } from "node:http";
import next from "next";
import { sharedDomainsWarning } from "@/lib/account/oidc-providers";
import { awaitDatabase } from "@/lib/base/db/await-database";
import { closePrisma, prisma } from "@/lib/base/db/client";
import { limitStatements, WEB_STATEMENT_MS } from "@/lib/base/db/lanes";
import { closePool } from "@/lib/base/db/pool";
import { requireOwnSchema } from "@/lib/base/db/require-own-schema";
import { requireServerVersionAt } from "@/lib/base/db/server-version";
import { env } from "@/lib/base/env";
import { clientOf, notePeer } from "@/lib/base/http/client-ip";
import { securityHeaders } from "@/lib/base/http/security-headers";
import { stopBoss } from "@/lib/base/jobs/boss";
import { createLog } from "@/lib/base/log";
import { endInOrder } from "@/lib/base/process/end-in-order";
import { listenTarget } from "@/lib/base/process/listen-target";
import { readEnvironment } from "@/lib/base/process/read-environment";
import { releaseFile } from "@/lib/base/process/release-file";
import { requireKnownSecret } from "@/lib/base/security/secret-check";
import { isTrustedProxy } from "@/lib/base/settings/trusted-proxies";
import { startThreads } from "@/lib/base/threads/thread-pool";
import { callLog } from "@/lib/edges/api-calls/call-log";
import { eventIntake } from "@/lib/events/custom/event-intake";
import { eventBuffer } from "@/lib/events/door/event-buffer";
import { flushIdentities } from "@/lib/people/identities/jobs";
import { isPublicPath } from "@/lib/recipients/tracking/handle-public";
import { servePublicNode } from "@/lib/recipients/tracking/node-host";
import { answerMetrics, answersMetrics } from "@/lib/run/metrics/answer-metrics";
import { serveMetrics } from "@/lib/run/metrics/serve-metrics";
import { startTracing } from "@/lib/run/tracing/start-tracing";
import { edgeHandler } from "@/lib/run/web/edge-handler";
import { noteRequest } from "@/lib/run/web/http-metrics";
import { letGoOf } from "@/lib/run/web/let-go";
import { answerPacked, packedScripts } from "@/lib/run/web/packed-scripts";
import { requestSpan } from "@/lib/run/web/request-span";
import { builtPatterns, patternFinder } from "@/lib/run/web/route-patterns";
import { serveHandler } from "@/lib/run/web/serve-handler";
import { createWebServer } from "@/lib/run/web/web-server";

const log = createLog({ part: "web" });
const dev = process.env.NODE_ENV === "development";
/** Less than the supervisor and orchestrators wait for us, with room for the last events. */
const endWithinMs = 20_000;
const requestsEndWithinMs = 12_000;

/** Entry of the web process: recipients' paths are answered here, at once; everything else is Next's. */
async function main(): Promise<void> {
  const end = endInOrder(endWithinMs);
  readEnvironment();
  const stopTracing = await startTracing("web");
  // Next would read more files than `.env`, and no other process would know what they say.
  process.env.__NEXT_PROCESSED_ENV = "true";
  const shared = sharedDomainsWarning();
  if (shared) log.warn(shared);
  await awaitDatabase(env.DATABASE_URL, { say: log.warn });
  await requireServerVersionAt(env.DATABASE_URL);
  const port = env.PORT;
  const hostname = env.HOST;
  const app = next({ dev, dir: releaseFile(""), port, hostname: "localhost" });
  limitStatements(WEB_STATEMENT_MS);
  await requireOwnSchema(env.DATABASE_URL, log.warn);
  await requireKnownSecret(prisma);
  startThreads(import.meta.url);
  await app.prepare();
  const handle = app.getRequestHandler();
  const upgrade = app.getUpgradeHandler();

  const packed = dev ? new Map() : packedScripts(releaseFile(".next/static"));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    notePeer(request);
    if (answersMetrics(request)) return answerMetrics(request, response);
    if (isPublicPath(request.url ?? "/")) return servePublicNode(request, response);
    // In development Next sees to it that what was changed is what runs.
    const handler = dev ? null : edgeHandler(request.url ?? "/");
    if (handler) return serveHandler(handler, request, response);
    if (answerPacked(packed, request, response)) return;
    return handle(request, response);
  };
  const findPattern = patternFinder(builtPatterns());
  const server = createWebServer({
    answer,
    headers: securityHeaders({ https: env.APP_URL.startsWith("https://") }),
    clientOf: (request) => clientOf(request) ?? "",
    limits: {
      total: env.WEB_CONNECTIONS,
      perAddress: env.WEB_CONNECTIONS_PER_ADDRESS,
      requestsPerClient: env.WEB_REQUESTS_PER_ADDRESS,
      isProxy: (peer) => isTrustedProxy(env.TRUST_PROXY, peer),
    },
    dev,
    spanOf: (request) => requestSpan(findPattern, request),
    onAnswered: (request) => noteRequest(log, findPattern, request),
  });
  const letGo = letGoOf(server);
  const closeMetrics = serveMetrics();
  if (dev) server.on("upgrade", (request, socket, head) => void upgrade(request, socket, head));
  server.once("error", (error) => {
    log.error("the port cannot be used", { port, error });
    process.exit(1);
  });
  server.listen(listenTarget(hostname, port), () => process.send?.("ready"));

  end(async () => {
    closeMetrics();
    // Requests that are being answered may still bring events: they end first.
    const idleMs = env.TRUST_PROXY.rules.length === 0 ? 0 : server.keepAliveTimeout;
    await letGo({ idleMs, withinMs: requestsEndWithinMs });
    await Promise.all([eventBuffer().flush(), callLog().flush(), eventIntake().flush()]);
    await flushIdentities();
    await stopBoss(2000);
    await closePrisma();
    await closePool();
    await stopTracing();
  });
}

main().catch((error: unknown) => {
  log.error("web could not start", { error });
  process.exit(1);
});
