import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { clickUrl, openPixelUrl, unsubscribeUrl } from "@/lib/content/links/links";
import { testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { servePublicNode } from "./node-host";
import { servePublic } from "./web-host";

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((incoming, outgoing) => void servePublicNode(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

interface Case {
  name: string;
  path: (ref: { workspaceId: string; messageId: string }) => string;
  init?: RequestInit;
}

const oneClick = new FormData();
oneClick.set("List-Unsubscribe", "One-Click");

const CASES: Case[] = [
  { name: "a pixel", path: (ref) => new URL(openPixelUrl(ref)).pathname },
  { name: "a click", path: (ref) => new URL(clickUrl(ref, 0)).pathname },
  { name: "the head of a click", path: (ref) => new URL(clickUrl(ref, 0)).pathname, init: { method: "HEAD" } },
  { name: "an unsubscribe page", path: (ref) => new URL(unsubscribeUrl(ref)).pathname },
  {
    name: "a one-click POST",
    path: (ref) => new URL(unsubscribeUrl(ref)).pathname,
    init: { method: "POST", body: oneClick },
  },
  { name: "garbage", path: () => "/t/c/garbage" },
  {
    name: "an oversize body",
    path: (ref) => new URL(unsubscribeUrl(ref)).pathname,
    init: { method: "POST", body: "x".repeat(20_000), headers: { "content-type": "text/plain" } },
  },
];

test.each(CASES)("Node's server and the route handlers answer $name alike", async ({ path, init }) => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx);
  const ref = { workspaceId: ctx.workspaceId, messageId: messages[0]!.id };
  const headers = {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    ...init?.headers,
  };
  const options = { redirect: "manual" as const, ...init, headers };
  const node = await fetch(base + path(ref), options);
  const web = await servePublic(new Request(`http://homing.test${path(ref)}`, options));
  expect(web.status).toBe(node.status);
  expect(await web.text()).toBe(await node.text());
  for (const [name, value] of web.headers) expect(node.headers.get(name), name).toBe(value);
  expect(node.headers.get("set-cookie")).toBeNull();
});

test("the address of the peer is kept with the event", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx);
  const ref = { workspaceId: ctx.workspaceId, messageId: messages[0]!.id };
  await fetch(base + new URL(openPixelUrl(ref)).pathname, { headers: { "x-forwarded-for": "203.0.113.9" } });
  const events = await prisma.event.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(events.map((event) => event.ip)).toEqual(["127.0.0.1"]);
});
