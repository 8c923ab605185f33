import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { Analytics } from "@segment/analytics-node";
import { PostHog } from "posthog-node";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { prisma } from "@/lib/base/db/client";
import type { WebRequest } from "@/lib/base/http/web-request";
import { answerCollector } from "@/lib/edges/events-in/answer-collector";
import { flushIdentities } from "@/lib/people/identities/jobs";
import { serveHandler } from "@/lib/run/web/serve-handler";
import { testKey } from "../support/api-call";
import { testWorkspace } from "../support/db";

// The packages themselves, as a program has them, told nothing but where we are.
let server: Server;
let origin = "";
/** Status of each answer, and of how many the connection was cut once they were stored. */
const statuses: number[] = [];
let cutNext = false;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.once("finish", () => statuses.push(response.statusCode));
    const handler = async (given: WebRequest) => {
      const answer = await answerCollector(given);
      if (cutNext) {
        cutNext = false;
        response.destroy();
      }
      return answer;
    };
    void serveHandler(handler, request, response).catch(() => {});
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

async function workspace() {
  const ctx = await testWorkspace();
  const { key } = await testKey(ctx, ["events.write", "contacts.write"]);
  const { workspaceId } = ctx;
  return {
    ctx,
    key,
    stored: () => prisma.customEvent.findMany({ where: { workspaceId }, orderBy: { id: "asc" } }),
    contacts: () => prisma.contact.findMany({ where: { workspaceId } }),
  };
}

const traits = { email: "pgibbons@example.com", name: "Peter Gibbons" };

test("analytics-node of Segment tells every kind of call, each stored once, also when its answer was lost", async () => {
  const { ctx, key, stored, contacts } = await workspace();
  const analytics = new Analytics({ writeKey: key, host: origin, flushAt: 10, flushInterval: 100 });
  analytics.on("error", (error) => expect.fail(String(error)));
  cutNext = true;
  analytics.track({ anonymousId: "browser-1", event: "Product Viewed", properties: { sku: "45790" } });
  analytics.identify({ userId: "019mr8mf4r", anonymousId: "browser-1", traits });
  analytics.track({ userId: "019mr8mf4r", event: "Order Completed", properties: { total: 30 } });
  analytics.page({ userId: "019mr8mf4r", name: "Home", category: "Retail" });
  analytics.screen({ userId: "019mr8mf4r", name: "Start" });
  analytics.group({ userId: "019mr8mf4r", groupId: "8e9df332ac", traits: { name: "Initech" } });
  analytics.alias({ userId: "019mr8mf4r", previousId: "old-id" });
  await analytics.closeAndFlush();
  await flushIdentities();
  const rows = await stored();
  expect(rows.map(({ kind, name }) => `${kind}: ${name}`).sort()).toEqual([
    "alias: Got another id",
    "group: Joined a group",
    "identify: Identified",
    "page: Page viewed",
    "screen: Screen viewed",
    "track: Order Completed",
    "track: Product Viewed",
  ]);
  const [contact, ...others] = await contacts();
  expect(others).toEqual([]);
  expect(contact).toMatchObject({ externalId: "019mr8mf4r", email: traits.email, firstName: "Peter" });
  expect(new Set(rows.map(({ contactId }) => contactId))).toEqual(new Set([contact!.id]));
  expect(rows.find(({ kind }) => kind === "page")?.said).toMatchObject({ name: "Home", category: "Retail" });
  expect(await prisma.contactAlias.count({ where: { workspaceId: ctx.workspaceId } })).toBe(2);
  expect(await prisma.subscription.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});

test("the library of RudderStack sends gzip that it calls a form", async () => {
  const { key, stored, contacts } = await workspace();
  const client = new RudderAnalytics(key, { dataPlaneUrl: `${origin}/api/segment`, flushAt: 20, flushInterval: 50 });
  client.identify({ userId: "u1", traits });
  client.track({
    userId: "u1",
    event: "Item Purchased",
    properties: { revenue: 14.99 },
    timestamp: new Date("2012-12-02T00:30:08Z"),
  });
  client.track({ anonymousId: "a1", event: "Song Played" });
  await client.flush();
  await vi.waitFor(async () => expect(await stored()).toHaveLength(3), { timeout: 10_000, interval: 50 });
  await flushIdentities();
  const [contact] = await contacts();
  expect(contact).toMatchObject({ externalId: "u1", email: traits.email });
  const bought = (await stored()).find(({ name }) => name === "Item Purchased");
  // The moment of sending is a moment before it came.
  expect(Math.abs(bought!.occurredAt.getTime() - Date.parse("2012-12-02T00:30:08Z"))).toBeLessThan(60_000);
});

test("posthog-node has its traits read from $set, and is not held up by flags", async () => {
  const { key, stored, contacts } = await workspace();
  const client = new PostHog(key, { host: `${origin}/api/posthog`, flushAt: 10, flushInterval: 50 });
  client.capture({ distinctId: "anon-1", event: "Visited" });
  client.identify({ distinctId: "u2", properties: { ...traits, $anon_distinct_id: "anon-1" } });
  client.capture({
    distinctId: "u2",
    event: "Item Purchased",
    properties: { revenue: 14.99, $set: { name: "Peter G." } },
  });
  client.alias({ distinctId: "u2", alias: "anon-1" });
  client.groupIdentify({ groupType: "company", groupKey: "8e9df332ac", properties: { name: "Initech" } });
  expect(await client.isFeatureEnabled("beta", "u2")).toBeFalsy();
  await client.shutdown();
  await flushIdentities();
  const rows = await stored();
  expect(
    rows
      .filter(({ name }) => !name.startsWith("$"))
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(["alias", "group", "identify", "track", "track"]);
  const [contact, ...others] = await contacts();
  expect(others).toEqual([]);
  expect(contact).toMatchObject({ externalId: "u2", email: traits.email, lastName: "G." });
  expect(rows.find(({ name }) => name === "Visited")?.contactId).toBe(contact!.id);
});

test("a library whose key is wrong is told so", async () => {
  const { stored } = await workspace();
  const analytics = new Analytics({ writeKey: "YOUR_WRITE_KEY", host: origin, maxRetries: 0 });
  const failed = new Promise((done) => analytics.on("error", done));
  analytics.track({ userId: "u1", event: "Lost" });
  await analytics.closeAndFlush();
  await failed;
  expect(statuses.at(-1)).toBe(401);
  expect(await stored()).toEqual([]);
});
