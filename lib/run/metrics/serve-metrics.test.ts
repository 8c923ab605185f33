import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test, vi } from "vitest";

const token = "a token for the tests";

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// Settings are read once, at their first use.
const port = await freePort();
vi.stubEnv("METRICS_PORT", String(port));
vi.stubEnv("METRICS_TOKEN", token);
// Nobody listens there.
vi.stubEnv("DATABASE_URL", "postgresql://127.0.0.1:9/homing");
const { serveMetrics } = await import("./serve-metrics");
const { answersMetrics } = await import("./answer-metrics");
const close = serveMetrics();

afterAll(() => {
  close();
  vi.unstubAllEnvs();
});

const ask = async (path: string, authorization?: string, method = "GET") => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: authorization ? { authorization } : {},
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

test("whoever has the token gets the metrics, also while the database is down", async () => {
  const { status, headers, text } = await ask("/metrics", `Bearer ${token}`);
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(text).toContain("\nhoming_database_up 0\n");
  expect(text).toMatch(/\nhoming_build_info\{version="\d+\.\d+\.\d+",node="\d+\.\d+\.\d+"\} 1\n/);
  expect(text).toMatch(/\nprocess_resident_memory_bytes \d+/);
  expect(text, "a number that nobody has read is not shown").not.toMatch(
    /^homing_(batches_due|workers_alive|queue_jobs)[ {]/m,
  );
});

test.each([undefined, "Bearer wrong", `Basic ${token}`, `Bearer ${token}x`])(
  "with %s nobody gets them",
  async (given) => {
    const { status, headers, text } = await ask("/metrics", given);
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toBe("Bearer");
    expect(text).not.toContain("homing_");
  },
);

test("there is nothing else", async () => {
  expect((await ask("/", `Bearer ${token}`)).status).toBe(404);
  expect((await ask("/metrics", `Bearer ${token}`, "POST")).status).toBe(405);
  expect((await ask("/metrics", `Bearer ${token}`, "HEAD")).text).toBe("");
});

test("the web process answers at one path", () => {
  const asked = (url: string) => answersMetrics({ url } as Parameters<typeof answersMetrics>[0]);
  expect(["/metrics", "/metrics?x=1", "/metrics/", "/metrics-of-acme", "/acme/metrics"].map(asked)).toEqual([
    ...[true, true, false, false, false],
  ]);
});
