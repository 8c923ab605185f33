import { expect, test } from "vitest";
import { registry } from "@/lib/base/metrics/registry";
import { type AnsweredRequest, noteRequest } from "./http-metrics";
import { LineBudget } from "./line-budget";
import { patternFinder } from "./route-patterns";

const find = patternFinder(["/[slug]/contacts/[contactId]", "/api/hooks/[provider]/[token]"]);
const lines: [string, Record<string, unknown> | undefined][] = [];
const log = {
  debug: (_message: string, data?: Record<string, unknown>) => void lines.push(["debug", data]),
  info: (_message: string, data?: Record<string, unknown>) => void lines.push(["info", data]),
};
const note = (request: Partial<AnsweredRequest>) =>
  noteRequest(log, find, { id: "id-of-it", method: "GET", path: "/", status: 200, tookMs: 20, ...request });

test("a request is counted and logged by its pattern, never by its address", async () => {
  note({ path: "/acme/contacts/jane@example.com" });
  note({ path: "/api/hooks/resend/secret-token", method: "POST", status: 401 });
  note({ path: "/t/o/secret-token" });
  note({ path: "/t/o/secret-token", status: 503 });
  note({ path: "/strange", method: "BREW", status: null });
  const written = await registry.metrics();
  expect(`${written}${JSON.stringify(lines)}`).not.toMatch(/acme|jane|secret|strange|BREW/);
  const requests = written.split("\n").filter((line) => line.startsWith("homing_http_requests_total{"));
  expect(requests).toEqual([
    'homing_http_requests_total{route="/[slug]/contacts/[contactId]",method="GET",status="2xx"} 1',
    'homing_http_requests_total{route="/api/hooks/[provider]/[token]",method="POST",status="4xx"} 1',
    'homing_http_requests_total{route="/t/o/[token]",method="GET",status="2xx"} 1',
    'homing_http_requests_total{route="/t/o/[token]",method="GET",status="5xx"} 1',
    'homing_http_requests_total{route="other",method="other",status="none"} 1',
  ]);
  expect(written).toContain('homing_http_request_duration_seconds_bucket{le="0.025",route="/t/o/[token]"} 2');
  expect(lines.map(([level]) => level)).toEqual(["info", "info", "debug", "info", "info"]);
  expect(lines[1]?.[1]).toEqual({
    requestId: "id-of-it",
    method: "POST",
    route: "/api/hooks/[provider]/[token]",
    status: 401,
    ms: 20,
  });
});

test("a flood does not fill the log: all are counted, and few have a line", async () => {
  lines.length = 0;
  const budget = new LineBudget({ perSecond: 0, atOnce: 3 });
  const request = { id: "id-of-it", method: "POST", path: "/flood", status: 405, tookMs: 1 };
  for (let count = 0; count < 1000; count++) noteRequest(log, find, request, budget);
  expect(lines).toHaveLength(3);
  const written = await registry.metrics();
  expect(written).toContain('homing_http_requests_total{route="other",method="POST",status="4xx"} 1000');
});
