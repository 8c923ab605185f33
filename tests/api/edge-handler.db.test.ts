import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { edgeHandler } from "@/lib/run/web/edge-handler";
import { serveHandler } from "@/lib/run/web/serve-handler";
import { callApi, testKey } from "../support/api-call";
import { testWorkspace } from "../support/db";

let server: Server;
let base: string;
let key: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const handler = edgeHandler(request.url ?? "/");
    if (handler) void serveHandler(handler, request, response);
    else response.writeHead(501).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
  ({ key } = await testKey(await testWorkspace()));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const call = (path: string, init: RequestInit = {}) =>
  fetch(base + path, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });
const json = { "content-type": "application/json" };

describe("the public API on Node's own server", () => {
  test("answers as the route does, with the same headers", async () => {
    const [here, there] = [await call("/me"), await callApi("GET", "/me", { key })];
    expect(here.status).toBe(200);
    expect(await here.json()).toEqual(there.json);
    for (const name of ["content-type", "cache-control", "ratelimit-policy", "x-ratelimit-limit"])
      expect(here.headers.get(name), name).toBe(there.headers.get(name));
    expect(here.headers.get("x-request-id")).toBeTruthy();
  });

  test("a body is read, and what is wrong with it is answered", async () => {
    const made = await call("/lists", { method: "POST", headers: json, body: '{"name":"News"}' });
    expect(made.status).toBe(201);
    const broken = await call("/lists", { method: "POST", headers: json, body: '{"name":' });
    expect([broken.status, ((await broken.json()) as { code: string }).code]).toEqual([400, "invalid_json"]);
    const large = await call("/lists", { method: "POST", headers: json, body: `{"name":"${"x".repeat(30_000_000)}"}` });
    expect(large.status).toBe(413);
  });

  test("HEAD has the headers and no body, 204 has neither length nor type", async () => {
    const head = await call("/me", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    await call("/contacts", { method: "POST", headers: json, body: '{"email":"gone@example.com"}' });
    const gone = await call("/contacts/gone@example.com", { method: "DELETE" });
    expect([gone.status, gone.headers.get("content-type")]).toEqual([204, null]);
  });

  test("a file comes as it is made", async () => {
    await call("/contacts", { method: "POST", headers: json, body: '{"email":"ada@example.com"}' });
    const file = await call("/exports/contacts");
    expect(file.status).toBe(200);
    expect(file.headers.get("content-type")).toContain("text/csv");
    expect(await file.text()).toContain("ada@example.com");
  });

  test("without a key, and at an address that is none", async () => {
    expect((await fetch(`${base}/me`)).status).toBe(401);
    expect((await call("/nothing/here")).status).toBe(404);
    expect((await call("/me", { method: "DELETE" })).status).toBe(405);
  });
});

test.each([
  ["/api/v1/me", true],
  ["/api/v1/contacts?limit=1", true],
  ["/api/v1//contacts/", true],
  ["/api/v1/referenced", true],
  ["/api/resend/emails", true],
  ["/api/resend//emails", true],
  ["/api/segment/v1/batch", true],
  ["/v1/batch", true],
  ["/api/posthog/batch/", true],
  ["/api/v1/reference", false],
  ["/api/v1/reference/x", false],
  ["/api/v1/openapi.json", false],
  ["/api/v1", false],
  ["/api/v10/me", false],
  ["/fernway?next=/api/v1/me", false],
])("the web host answers a program at %s: %s", (url, is) => {
  expect(edgeHandler(url) !== null).toBe(is);
});
