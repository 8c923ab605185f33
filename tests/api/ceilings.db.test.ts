import { globSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { bodyCeiling } from "@/lib/base/http/body-ceilings";
import { isPublicPath } from "@/lib/recipients/tracking/handle-public";
import { servePublicNode } from "@/lib/recipients/tracking/node-host";
import { createWebServer } from "@/lib/run/web/web-server";
import { testMember } from "../support/db";
import { populatedWorkspace } from "../support/populated-workspace";
import { chunked, headOf, rawHttp, trickle } from "../support/raw-http";
import { cookieOf } from "../support/signed-in";

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, unknown> | undefined> },
) => Promise<Response>;
const modules = import.meta.glob<Record<string, unknown>>("../../app/**/route.ts", { eager: true });
const verbs = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const root = path.resolve(import.meta.dirname, "../..");

/** The path of a folder of the app, without groups; parameters as given. */
const urlOf = (file: string) =>
  file
    .replace(/^.*?app\//, "/")
    .replace(/\/\([^)]+\)/g, "")
    .replace(/\/?(route|page)\.tsx?$/, "") || "/";

interface Walked {
  pattern: string;
  verb: string;
  handler: Handler | null;
}

const routes: Walked[] = Object.entries(modules).flatMap(([file, exports]) =>
  verbs.flatMap((verb) => (exports[verb] ? [{ pattern: urlOf(file), verb, handler: exports[verb] as Handler }] : [])),
);
const pages: Walked[] = globSync("app/**/page.tsx", { cwd: root }).map((file) => ({
  pattern: urlOf(`/${file}`),
  verb: "POST",
  handler: null,
}));
const walk = [...routes, ...pages, { pattern: "/no/such/page", verb: "POST", handler: null }];
/** With a value in every parameter. */
const fill = (pattern: string, value = "x", known: Record<string, string> = {}) =>
  pattern.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_all, name: string) => known[name] ?? value);

/** An owner who has just signed in, and whose workspace has one of everything. */
async function owner(): Promise<{ cookie: string; params: Record<string, string> }> {
  const { ctx, params } = await populatedWorkspace();
  const { userId } = await testMember(ctx, "owner");
  const { slug } = await prisma.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  return { cookie: `Cookie: ${await cookieOf(userId)}`, params: { ...params, slug } };
}

let server: Server;
let port: number;

/** Stands for Next: finds the route of a path and calls it with a Request over the socket's stream. */
async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? "/", "http://homing.test");
  if (isPublicPath(url.pathname)) return servePublicNode(incoming, outgoing);
  const verb = incoming.method ?? "GET";
  for (const route of routes.filter((each) => each.verb === verb)) {
    const match = matcher(route.pattern).exec(url.pathname);
    if (!match || !route.handler) continue;
    const body = verb === "GET" ? null : (Readable.toWeb(incoming) as ReadableStream);
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
    const request = new Request(url, { method: verb, headers, body, duplex: "half" } as RequestInit);
    const params = Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
    const response = await route.handler(request, {
      // As Next does it: none where the path has none.
      params: Promise.resolve(match.groups && params),
    });
    outgoing
      .writeHead(response.status, Object.fromEntries(response.headers))
      .end(Buffer.from(await response.arrayBuffer()));
    return;
  }
  outgoing.writeHead(404, { "content-length": 0 }).end();
}

const matcher = (pattern: string) =>
  new RegExp(`^${pattern.replace(/\[\.\.\.(\w+)\]/g, "(?<$1>.+)").replace(/\[(\w+)\]/g, "(?<$1>[^/]+)")}$`);

beforeAll(async () => {
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const pace = { idleMs: 200, minRate: 2000, totalMs: 1000 };
  server = createWebServer({
    answer,
    headers: { "x-content-type-options": "nosniff" },
    clientOf: () => "127.0.0.1",
    limits: { total: 2000, perAddress: 2000, requestsPerClient: 2000, isProxy: () => false },
    paces: { small: pace, large: pace },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  vi.restoreAllMocks();
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

/** All at once, in groups: each waits for clocks, not for the processor. */
async function each(list: readonly Walked[], check: (route: Walked) => Promise<void>): Promise<void> {
  for (let from = 0; from < list.length; from += 40) await Promise.all(list.slice(from, from + 40).map(check));
}

const isAuth = ({ pattern }: Walked) => pattern.startsWith("/api/auth/");

describe("every route and page", { timeout: 120_000 }, () => {
  test("is walked", () => {
    expect(routes.length).toBeGreaterThan(100);
    expect(pages.length).toBeGreaterThan(40);
    expect(walk.some(isAuth)).toBe(true);
  });

  test("refuses a body that announces too much", async () => {
    await each(walk, async ({ pattern, verb }) => {
      const url = fill(pattern);
      const lines = [`Content-Length: ${bodyCeiling(url) + 1}`, "Content-Type: application/json"];
      const { status, gaveUp } = await rawHttp(port, { head: headOf(verb, url, lines), giveUpMs: 60_000 });
      expect([405, 413], `${verb} ${url}`).toContain(status);
      expect(gaveUp, `${verb} ${url}`).toBe(false);
    });
  });

  test("cuts a body that goes on and on", async () => {
    await each(walk, async ({ pattern, verb }) => {
      const url = fill(pattern);
      const head = headOf(verb, url, ["Transfer-Encoding: chunked", "Content-Type: application/json"]);
      const { status, bytesSent } = await rawHttp(port, { head, body: () => chunked(600_000_000) });
      expect(status < 500, `${verb} ${url}: ${status}`).toBe(true);
      expect(bytesSent, `${verb} ${url}`).toBeLessThan(600_000_000);
    });
  });

  test("waits for no body that trickles", async () => {
    await each(walk, async ({ pattern, verb }) => {
      const url = fill(pattern);
      const head = headOf(verb, url, ["Content-Length: 5000", "Content-Type: application/json"]);
      const { status, gaveUp } = await rawHttp(port, { head, body: () => trickle(100), giveUpMs: 60_000 });
      expect(status < 500, `${verb} ${url}: ${status}`).toBe(true);
      expect(gaveUp, `${verb} ${url}`).toBe(false);
    });
  });

  test("answers what is malformed with 4xx, never 500", async () => {
    const bodies: [string, string][] = [
      ["application/json", "{"],
      ["application/json", '{"name":"a\\u0000b"}'],
      ["application/json", '{"name":"\\ud800"}'],
      ["application/json", "[".repeat(5000) + "]".repeat(5000)],
      ["application/json", "null"],
      ["text/xml", "<a/>"],
      ["multipart/form-data; boundary=x", "--x\r\nbroken"],
    ];
    const writes = routes.filter((route) => !isAuth(route));
    const { cookie, params } = await owner();
    for (const [type, body] of bodies) {
      await each(writes, async ({ pattern, verb }) => {
        const url = fill(pattern, "x", params);
        const length = Buffer.byteLength(body);
        const head = headOf(verb, url, [
          `Content-Length: ${length}`,
          `Content-Type: ${type}`,
          cookie,
          "Connection: close",
        ]);
        const { status, text } = await rawHttp(port, { head: head + body });
        expect(status < 500 || status === 503, `${verb} ${url} ${body.slice(0, 30)}: ${text.slice(0, 200)}`).toBe(true);
      });
    }
  });

  test("answers bad ids and broken addresses with 4xx", async () => {
    const ids = [
      "%00",
      "%E0%A4%A",
      "%2e%2e%2f",
      "'%20or%201=1--",
      publicId("cmp", "0198c0de-0000-7000-8000-000000000001"),
      "a".repeat(3000),
    ];
    const { cookie, params } = await owner();
    const slug = { slug: params.slug! };
    for (const id of ids) {
      await each(
        routes.filter((route) => /\[(?!slug\])/.test(route.pattern) && !isAuth(route)),
        async ({ pattern, verb }) => {
          const url = fill(pattern, id, slug);
          const { status, text } = await rawHttp(port, {
            head: headOf(verb, url, ["Content-Length: 0", cookie, "Connection: close"]),
          });
          expect(status >= 400 && status < 500, `${verb} ${url.slice(0, 100)}: ${text.slice(0, 200)}`).toBe(true);
        },
      );
    }
  });
});
