import type { Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { securityHeaders } from "@/lib/base/http/security-headers";
import { createLog } from "@/lib/base/log";
import { chunked, headOf, rawHttp, trickle } from "@/tests/support/raw-http";
import { createWebServer, type WebServerOptions } from "./web-server";

let server: Server;
let port: number;
let answered: { url: string; bytes: number }[];
const sockets: Socket[] = [];

async function start(more: Partial<WebServerOptions> = {}): Promise<void> {
  answered = [];
  server = createWebServer({
    answer: async (request, response) => {
      let bytes = 0;
      for await (const chunk of request) bytes += chunk.length;
      answered.push({ url: request.url ?? "", bytes });
      response.end("fine");
    },
    headers: { "x-content-type-options": "nosniff" },
    clientOf: (request) => request.socket.remoteAddress ?? "",
    limits: { total: 1000, perAddress: 100, requestsPerClient: 50, isProxy: () => false },
    paces: {
      small: { idleMs: 400, minRate: 1000, totalMs: 3000 },
      large: { idleMs: 400, minRate: 1000, totalMs: 3000 },
    },
    ...more,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const paths = [
  "/api/auth/callback/credentials",
  "/api/app/account/profile",
  "/api/app/workspaces/acme/lists",
  "/api/hooks/resend/token",
  "/api/cron",
  "/t/c/token",
  "/u/token",
  "/sign-in",
  "/nowhere",
];

test.each(paths)("a body over the ceiling of %s is refused by its announced length alone", async (path) => {
  await start();
  const head = headOf("POST", path, ["Content-Length: 200000000", "Content-Type: application/json"]);
  const answer = await rawHttp(port, { head });
  expect(answer.text).toMatch(/^HTTP\/1\.1 4(13|05) /);
  expect(answer.gaveUp).toBe(false);
  expect(answered).toEqual([]);
});

test.each(paths)("a chunked body to %s is cut while it comes in, and reaches nobody whole", async (path) => {
  await start();
  const head = headOf("POST", path, ["Transfer-Encoding: chunked"]);
  const before = process.memoryUsage().rss;
  const { status, bytesSent } = await rawHttp(port, { head, body: () => chunked(200_000_000) });
  expect([0, 405, 413]).toContain(status);
  expect(answered).toEqual([]);
  if (status !== 0) expect(bytesSent).toBeGreaterThan(0);
  expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
});

test.each(paths.filter((path) => /^\/(api|t|u)\//.test(path)))(
  "a body that trickles to %s ends early",
  async (path) => {
    await start();
    const head = headOf("POST", path, ["Content-Length: 4000"]);
    const answer = await rawHttp(port, { head, body: () => trickle(100) });
    expect([0, 408]).toContain(answer.status);
    expect(answer.gaveUp).toBe(false);
    expect(answered).toEqual([]);
  },
);

test("a small body waits outside until it is whole, and arrives as it was", async () => {
  await start();
  const head = headOf("POST", "/api/auth/session", ["Content-Length: 12", "Connection: close"]);
  const slowly = async function* () {
    yield "hello ";
    await new Promise((done) => setTimeout(done, 200));
    expect(answered).toEqual([]);
    yield "world!";
  };
  const answer = await rawHttp(port, { head, body: slowly });
  expect(answer.status).toBe(200);
  expect(answered).toEqual([{ url: "/api/auth/session", bytes: 12 }]);
});

test("a large file streams through, however slow its reader is", async () => {
  let taken = 0;
  await start({
    answer: async (request, response) => {
      for await (const chunk of request) {
        taken += chunk.length;
        if (taken < 200_000) await new Promise((done) => setTimeout(done, 150));
      }
      response.end("fine");
    },
  });
  const head = headOf("POST", "/api/app/workspaces/acme/suppressions/import", [
    "Transfer-Encoding: chunked",
    "Connection: close",
  ]);
  const answer = await rawHttp(port, { head, body: () => chunked(8_000_000) });
  expect(answer.status).toBe(200);
  expect(taken).toBe(Math.ceil(8_000_000 / 65_536) * 65_536);
});

test("a body that nobody reads holds its connection for a moment only", async () => {
  await start({
    answer: async (_request, response) => void response.writeHead(401, { "content-length": 2 }).end("no"),
  });
  const head = headOf("POST", "/api/app/workspaces/acme/suppressions/import", ["Transfer-Encoding: chunked"]);
  const answer = await rawHttp(port, { head, body: () => chunked(400_000_000) });
  expect([0, 401]).toContain(answer.status);
  expect(answer.bytesSent).toBeLessThan(300_000_000);
  expect(answer.gaveUp).toBe(false);
});

test("Expect: 100-continue asks only for a body that may come", async () => {
  await start();
  const lines = (length: number) => [`Content-Length: ${length}`, "Expect: 100-continue", "Connection: close"];
  const refused = await rawHttp(port, { head: headOf("POST", "/u/token", lines(9000)) });
  expect(refused.text).toMatch(/^HTTP\/1\.1 413/);
  const taken = await rawHttp(port, { head: headOf("POST", "/u/token", lines(2)), body: () => ["ab"].values() });
  expect(taken.text).toMatch(/^HTTP\/1\.1 100 [\s\S]*HTTP\/1\.1 200/);
});

const malformed: [string, string, number][] = [
  ["bad percent-encoding", headOf("GET", "/%E0%A4%A"), 400],
  ["half an escape", headOf("GET", "/t/c/%"), 400],
  ["NUL in the path", headOf("GET", "/assets/a%00b"), 400],
  ["NUL in the query", headOf("GET", "/sign-in?next=%00"), 400],
  ["a line end in the path", headOf("GET", "/a%0d%0ab"), 400],
  ["another host's address", headOf("GET", "http://evil.example/"), 400],
  ["two slashes", headOf("GET", "//evil.example/"), 400],
  ["an address of 20 KB", headOf("GET", `/${"a".repeat(20_000)}`), 414],
  ["headers of 100 KB", headOf("GET", "/", [`X-Big: ${"a".repeat(100_000)}`]), 431],
  ["both lengths", headOf("POST", "/u/t", ["Content-Length: 3", "Transfer-Encoding: chunked"]), 400],
  ["no HTTP", "hello there\r\n\r\n", 400],
  ["a length that is no number", headOf("POST", "/u/t", ["Content-Length: 1e9"]), 400],
  ["TRACE", headOf("TRACE", "/"), 405],
  ["an unknown method", headOf("PROPFIND", "/"), 405],
  ["a post to a page", headOf("POST", "/sign-in", ["Content-Length: 0"]), 405],
  ["a server action", headOf("POST", "/", ["Next-Action: abc", "Content-Length: 0"]), 405],
  ["a picture to be scaled", headOf("GET", "/_next/image?url=%2Ficon.svg&w=3840&q=100"), 404],
];

test.each(malformed)("%s is answered and never handed on", async (_name, head, status) => {
  await start();
  const answer = await rawHttp(port, { head });
  expect(answer.status).toBe(status);
  expect(answered).toEqual([]);
  if (status === 404 || status === 405) expect(answer.text).toContain("nosniff");
});

test("connections that say nothing end by themselves", { timeout: 60_000 }, async () => {
  await start({ headersMs: 500 });
  expect((await rawHttp(port, { head: "" })).gaveUp).toBe(false);
  const slowHead = await rawHttp(port, { head: "GET / HTTP/1.1\r\n", body: () => trickle(100) });
  expect(slowHead.gaveUp).toBe(false);
});

test("whoever leaves connections lying about keeps nobody else out", async () => {
  await start({ limits: { total: 60, perAddress: 1000, requestsPerClient: 50, isProxy: () => false } });
  for (let i = 0; i < 200; i += 1) {
    const socket = connect({ host: "127.0.0.1", port }).on("error", () => {});
    sockets.push(socket);
  }
  await new Promise((done) => setTimeout(done, 300));
  const count = await new Promise((done) => server.getConnections((_error, found) => done(found)));
  expect(count).toBeLessThanOrEqual(60);
  const answer = await rawHttp(port, { head: headOf("GET", "/", ["Connection: close"]) });
  expect(answer.status).toBe(200);
});

test("one client has so many requests at once and no more, behind a proxy too", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await start({
    answer: async (_request, response) => {
      await held;
      response.end("fine");
    },
    clientOf: (request) => String(request.headers["x-forwarded-for"]),
    limits: { total: 1000, perAddress: 100, requestsPerClient: 3, isProxy: () => true },
  });
  const ask = (client: string) =>
    rawHttp(port, { head: headOf("GET", "/", [`X-Forwarded-For: ${client}`, "Connection: close"]) });
  const three = [ask("2001:db8:1:2::1"), ask("2001:db8:1:2::2"), ask("2001:db8:1:2::3")];
  await new Promise((done) => setTimeout(done, 200));
  expect((await ask("2001:db8:1:2::4")).status).toBe(429);
  const other = ask("2001:db8:1:3::1");
  release();
  expect((await Promise.all([...three, other])).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await ask("2001:db8:1:2::4")).status).toBe(200);
});

test.each([
  ["/u/secret-of-a-link", "/u"],
  ["/api/hooks/resend/secret-of-a-hook", "/api"],
  ["/setup?key=secret-of-a-start", "/setup"],
  ["/api/app/workspaces/acme/lists?q=secret-of-a-person", "/api/app/workspaces/acme/lists"],
])("a failure at %s is logged without what stands there in secret", async (url, path) => {
  await start({ answer: () => Promise.reject(new Error("broken")) });
  const written: string[] = [];
  const spy = vi.spyOn(process.stderr, "write").mockImplementation((line) => written.push(String(line)) > 0);
  const { status, text } = await rawHttp(port, { head: headOf("GET", url, ["Connection: close"]) });
  spy.mockRestore();
  expect(status).toBe(500);
  expect(text).toMatch(/content-type: text\/plain; charset=utf-8/i);
  expect(written.join("")).not.toContain("secret-of");
  expect(JSON.parse(written.find((line) => line.includes("request failed")) ?? "{}")).toMatchObject({ path });
});

test("every answer has the headers of all, unless it says them itself: refusals, errors, redirects and files too", async () => {
  const own = securityHeaders({ https: true });
  await start({
    headers: own,
    answer: async (request, response) => {
      if (request.url === "/fails") throw new Error("on purpose");
      if (request.url === "/moved") return response.writeHead(303, { location: "/" }).end();
      if (request.url === "/file") response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
      if (request.url === "/page") response.writeHead(200, { "Content-Security-Policy": "default-src 'self'" });
      response.end("fine");
    },
  });
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const ask = async (method: string, path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, redirect: "manual" });
    await answer.text();
    return [answer.status, Object.fromEntries(answer.headers)] as const;
  };
  for (const [method, path, status] of [
    ["GET", "/data", 200],
    ["HEAD", "/data", 200],
    ["GET", "/fails", 500],
    ["GET", "/moved", 303],
    ["GET", "/%ff", 400],
    ["DELETE", "/sign-in", 405],
    ["GET", `/${"a".repeat(16_001)}`, 414],
    ["GET", "/_next/image?url=x", 404],
  ] as const) {
    const [got, headers] = await ask(method, path);
    expect([path.slice(0, 20), got]).toEqual([path.slice(0, 20), status]);
    expect(headers, path.slice(0, 20)).toMatchObject(own);
  }
  const file = { ...own, "cache-control": "public, max-age=31536000, immutable" };
  expect((await ask("GET", "/file"))[1]).toMatchObject(file);
  expect((await ask("GET", "/page"))[1]).toMatchObject({ ...own, "content-security-policy": "default-src 'self'" });
  vi.restoreAllMocks();
});

test("a request that names two hosts is refused, and what is refused is counted", async () => {
  const noted: unknown[] = [];
  await start({ tally: { note: (status, path) => noted.push([status, path]) } });
  const answer = await rawHttp(port, { head: headOf("GET", "/sign-in", ["Host: evil.example"]) });
  expect(answer.text).toMatch(/^HTTP\/1\.1 400 /);
  expect(answered).toEqual([]);
  expect(noted).toEqual([[400, "/sign-in"]]);
});

test.each([
  ["req-0123456789", true],
  ["4bf92f3577b34da6a3ce929d0e0e4736", true],
  ["short", false],
  ["two words here", false],
  ["a".repeat(129), false],
  ['"><script>alert(1)', false],
])("an answer says the id of its request: %s is taken: %s", async (given, taken) => {
  const answered: unknown[] = [];
  let seen: unknown;
  await start({
    onAnswered: (request) => answered.push(request),
    answer: async (request, response) => {
      seen = request.headers["x-request-id"];
      response.end("fine");
    },
  });
  const ask = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { "x-request-id": given } });
    await answer.text();
    return answer.headers.get("x-request-id");
  };
  const id = await ask("/t/o/token?q=1");
  expect(id).toMatch(taken ? given : /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  expect(seen).toBe(id);
  expect(await ask("/%ff"), "a refusal has one too").toBeTruthy();
  await vi.waitFor(() => expect(answered).toHaveLength(2));
  expect(answered[0]).toEqual({ id, method: "GET", path: "/t/o/token", status: 200, tookMs: expect.any(Number) });
  expect(answered[1]).toMatchObject({ path: "/%ff", status: 400 });
});

test("what is logged while a request is answered, and that it failed, bears its id", async () => {
  const written: string[] = [];
  const spy = vi.spyOn(process.stderr, "write").mockImplementation((line) => written.push(String(line)) > 0);
  await start({
    answer: async (request) => {
      await new Promise((done) => setTimeout(done, 20));
      createLog({ part: "deep inside" }).error("something about it", { url: request.url });
      setTimeout(() => createLog().error("left running"), 60);
      throw new Error("broken");
    },
  });
  const ask = (id: string) => fetch(`http://127.0.0.1:${port}/${id}`, { headers: { "x-request-id": id } });
  await Promise.all([ask("request-one"), ask("request-two")]);
  createLog().error("outside");
  await new Promise((done) => setTimeout(done, 100));
  spy.mockRestore();
  const lines = written.map((line) => JSON.parse(line) as Record<string, unknown>);
  const inside = lines.filter(({ message }) => message === "something about it");
  expect(inside.map(({ requestId, url }) => url === `/${requestId}`)).toEqual([true, true]);
  const failed = lines.filter(({ message }) => message === "request failed").map(({ requestId }) => requestId);
  expect(failed.sort()).toEqual(["request-one", "request-two"]);
  const others = lines.filter(({ message }) => message === "outside" || message === "left running");
  expect(others.map(({ requestId }) => requestId)).toEqual([undefined, undefined, undefined]);
});
