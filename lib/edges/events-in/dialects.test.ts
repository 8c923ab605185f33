import { expect, test } from "vitest";
import { collectorCall } from "./collector-paths";
import { posthogDialect } from "./posthog-dialect";
import { segmentDialect } from "./segment-dialect";

const receivedAt = new Date("2026-11-30T10:00:00Z");
const segment = (message: Record<string, unknown>, call = "batch", body: Record<string, unknown> = {}) =>
  segmentDialect.eventOf(message, { call, body, receivedAt });
const posthog = (message: Record<string, unknown>, body: Record<string, unknown> = {}) =>
  posthogDialect.eventOf(message, { call: "batch", body, receivedAt });

test.each([
  ["/v1/batch", "segment", "batch"],
  ["/v1/t", "segment", "t"],
  ["/api/segment/v1/identify/", "segment", "identify"],
  ["/api/segment//v1/batch", "segment", "batch"],
  ["/api/posthog/batch/", "posthog", "batch"],
  ["/api/posthog/i/v1/analytics/events", "posthog", "i/v1/analytics/events"],
])("%s takes events", (path, dialect, call) => {
  expect(collectorCall(path)).toEqual({ dialect, call });
});

test.each([
  "/v1",
  "/v1/contacts",
  "/api/v1/events",
  "/api/segment/batch",
  "/batch/",
  "/v1/batch/more",
  `/v1/${"/".repeat(200)}batch`,
])("%s takes none", (path) => {
  expect(collectorCall(path)).toBeNull();
});

test("a message of Segment's goes by its own type, else by the call, else by its name", () => {
  expect(segment({ type: "page", userId: "u" }, "track")).toMatchObject({ kind: "page", name: "Page viewed" });
  expect(segment({ userId: "u", event: "Paid" }, "t")).toMatchObject({ kind: "track", name: "Paid" });
  expect(segment({ action: "track", user_id: 7, event: "Paid" })).toMatchObject({ kind: "track", userId: "7" });
  expect(segment({ userId: "u", event: "Paid" })).toMatchObject({ kind: "track" });
  expect(segment({ type: "t", userId: "u", event: "Paid" })).toEqual(expect.stringContaining("no call of the type"));
  expect(segment({ userId: "u" })).toEqual(expect.any(String));
});

test("what a message says is kept: its properties, and all else beside them but the key", () => {
  const message = {
    ...{ type: "track", userId: "u", event: "Paid", properties: { total: 1 }, writeKey: "secret" },
    ...{ context: { locale: "de" }, _metadata: { nodeVersion: "20" }, version: 2 },
  };
  expect(segment(message)).toMatchObject({
    properties: { total: 1 },
    details: { context: { locale: "de" }, _metadata: { nodeVersion: "20" }, version: 2 },
  });
  expect(JSON.stringify(segment(message))).not.toContain("secret");
  expect(segment({ type: "group", userId: "u", groupId: "g", traits: { name: "Initech" } })).toMatchObject({
    properties: { groupId: "g", name: "Initech" },
  });
});

test("a name that every object has is no value of a message", () => {
  expect(segment({ type: "constructor", userId: "u" })).toEqual(expect.any(String));
  expect(posthog({ event: "toString", distinct_id: "u" })).toMatchObject({ kind: "track", name: "toString" });
});

test("PostHog's names stand for the same calls, and traits beside an event are told", () => {
  const identify = posthog({
    event: "$identify",
    distinct_id: "u",
    properties: { $set: { plan: "pro" }, $set_once: { a: 1 }, $anon_distinct_id: "a" },
  });
  expect(identify).toMatchObject({
    kind: "identify",
    userId: "u",
    anonymousId: "a",
    properties: { plan: "pro" },
    details: { $set_once: { a: 1 } },
  });
  const beside = posthog({
    event: "Paid",
    distinct_id: "u",
    uuid: "1",
    properties: { total: 1, $set: { plan: "pro" } },
  });
  expect(beside).toMatchObject({
    kind: "track",
    identifies: true,
    messageId: "1",
    properties: { total: 1 },
    details: { $set: { plan: "pro" } },
  });
  expect(posthog({ event: "$create_alias", distinct_id: "u", properties: { alias: "a" } })).toMatchObject({
    kind: "alias",
    anonymousId: "a",
  });
  expect(posthog({ event: "$groupidentify", distinct_id: "$company_1", properties: {} })).toMatchObject({
    kind: "group",
    userId: null,
  });
  const late = posthog(
    { event: "Paid", distinct_id: "u", timestamp: "2026-11-30T11:59:00Z" },
    { sent_at: "2026-11-30T12:00:00Z" },
  );
  expect(late).toMatchObject({ occurredAt: new Date("2026-11-30T09:59:00Z") });
});
