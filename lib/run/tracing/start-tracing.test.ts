import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test, vi } from "vitest";
import { sourcesIn, textOf } from "@/tests/support/house";
import { otlpReceiver } from "@/tests/support/otlp-receiver";

const receiver = await otlpReceiver();
// Settings are read once, at their first use.
vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
vi.stubEnv("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20of-the-collector");
vi.stubEnv("LOG_LEVEL", "info");
const { createLog } = await import("@/lib/base/log");
const { beginSpan, currentSpan, traced } = await import("@/lib/base/tracing");
const { startTracing } = await import("./start-tracing");
const { createWebServer } = await import("@/lib/run/web/web-server");
const { noteRequest } = await import("@/lib/run/web/http-metrics");
const { requestSpan } = await import("@/lib/run/web/request-span");
const { patternFinder } = await import("@/lib/run/web/route-patterns");

let server: Server | undefined;
afterAll(async () => {
  vi.unstubAllEnvs();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  await receiver.close();
});

/** Does something while spans are sent; answers those that came. */
async function spansOf(work: () => Promise<unknown>) {
  receiver.spans.length = 0;
  const stop = await startTracing("web");
  await work();
  await stop();
  return receiver.spans;
}

const findPattern = patternFinder(["/api/app/workspaces/[slug]/contacts/[contactId]"]);
const traceId = "0af7651916cd43dd8448eb211c80319c";
const remote = `00-${traceId}-b7ad6b7169203331-01`;

/** The web server with one handler; answers where it listens. */
async function serve(): Promise<string> {
  server = createWebServer({
    answer: async (request, response) => {
      await traced("inner", { attributes: { count: 2 } }, async () => createLog().info("from within"));
      response.writeHead(request.method === "PUT" ? 503 : 200).end();
    },
    headers: {},
    clientOf: () => "192.0.2.1",
    limits: { total: 9, perAddress: 9, requestsPerClient: 9, isProxy: () => true },
    spanOf: (request) => requestSpan(findPattern, request),
    onAnswered: (request) => noteRequest(createLog(), findPattern, request),
  });
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a request is a span by its pattern, in the trace that it names, and its log lines have the trace's id", async () => {
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  const address = await serve();
  const path = "/api/app/workspaces/acme/contacts/jane@example.com?q=jane";
  const headers = { traceparent: remote, cookie: "session=of-jane", connection: "close" };
  const spans = await spansOf(async () => {
    await fetch(address + path, { headers });
    await fetch(`${address}/t/o/secret-token`, { headers });
    await fetch(`${address}/api/app/nowhere`, {
      method: "PUT",
      headers: { connection: "close", traceparent: "00-0-0-01" },
    });
  });
  write.mockRestore();
  const [outer, failed] = spans.filter(({ kind }) => kind === 2);
  const inner = spans.find(({ name, parentId }) => name === "inner" && parentId === outer?.spanId);
  expect(outer).toMatchObject({ service: "homing-web", traceId, parentId: "b7ad6b7169203331", kind: 2, failed: false });
  expect(outer?.name).toBe("GET /api/app/workspaces/[slug]/contacts/[contactId]");
  expect(outer?.attributes).toEqual({
    "http.request.method": "GET",
    "http.route": "/api/app/workspaces/[slug]/contacts/[contactId]",
    "http.response.status_code": 200,
  });
  expect(inner).toMatchObject({ traceId, attributes: { count: 2 } });
  expect(spans.filter(({ kind }) => kind === 2)).toHaveLength(2);
  expect(failed).toMatchObject({ name: "PUT other", parentId: "", failed: true, attributes: { "error.type": "503" } });
  expect(failed?.traceId).not.toBe(traceId);
  expect(receiver.text()).not.toMatch(/acme|jane|secret|192\.0\.2/);
  expect(receiver.headers).toMatchObject({ authorization: "Bearer of-the-collector" });
  const logged = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const ids = (text: string) => logged.filter(({ message }) => message === text).map((line) => line.traceId);
  expect(ids("from within")).toEqual([traceId, expect.any(String), failed?.traceId]);
  expect(ids("request")).toEqual([traceId, failed?.traceId]);
});

test("of an error only its kind is kept, and what goes on after a span is no part of it", async () => {
  let later: Promise<unknown> = Promise.resolve();
  const spans = await spansOf(async () => {
    const failure = Object.assign(new Error("550 <ada@example.com> is unknown"), { code: "ECONNRESET" });
    await traced("fails", {}, async () => {
      later = new Promise((resolve) => setTimeout(resolve, 20)).then(() => expect(currentSpan()).toBeUndefined());
      throw failure;
    }).catch((error: unknown) => expect(error).toBe(failure));
    await later;
    const counting = beginSpan("counts", {});
    counting?.add({ sent: 2 });
    counting?.add({ sent: 3, refused: 1 });
    counting?.end();
  });
  expect(spans[0]).toMatchObject({ failed: true, attributes: { "error.type": "ECONNRESET" } });
  expect(spans[1]?.attributes).toEqual({ sent: 5, refused: 1 });
  expect(receiver.text()).not.toContain("ada");
});

test("without a tracer nothing is made, and the packages are loaded by whoever starts one only", async () => {
  expect(beginSpan("nothing", {})).toBeNull();
  expect(await traced("nothing", {}, async (span) => span.traceparent || currentSpan() || "silent")).toBe("silent");
  const sources = sourcesIn(["{lib,app,components}/**/*.{ts,tsx}", "*.ts"]);
  const loading = sources.filter((file) => /^import (?!type ).*"@opentelemetry\//m.test(textOf(file)));
  expect(loading).toEqual([]);
  const naming = sources.filter((file) => textOf(file).includes('import("@opentelemetry/'));
  expect(naming).toEqual(["lib/run/tracing/start-tracing.ts"]);
});
