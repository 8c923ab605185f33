import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import type { Permission } from "@/lib/base/permissions.shared";
import { countGoalJob } from "@/lib/events/goals/jobs";
import { callApi, testKey } from "../support/api-call";
import { testWorkspace } from "../support/db";

async function caller(scopes?: readonly Permission[]) {
  const ctx = await testWorkspace();
  const { key } = await testKey(ctx, scopes);
  const call = (method: string, path: string, body?: unknown) => callApi(method, path, { key, body });
  return { ctx, call };
}

const sales = { name: "Sales", event_name: "Paid", value_property: "total", currency: "EUR", is_revenue: true };
const paid = (total: unknown, at: string) => ({
  ...{ name: "Paid", anonymous_id: "browser-1", occurred_at: at },
  properties: { total },
});

/** A goal that has counted two events of an hour and one that says no number. */
async function reached() {
  const { ctx, call } = await caller();
  const { status, json: goal } = await call("POST", "/goals", sales);
  expect([status, goal]).toMatchObject([201, { ...sales, counting: true, archived: false }]);
  const { id: goalId } = await prisma.goal.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  await countGoalJob.runStored({ workspaceId: ctx.workspaceId, goalId });
  for (const total of [12.5, "7.25", "١٢"])
    expect((await call("POST", "/events", paid(total, "2026-11-01T09:20:00Z"))).status).toBe(201);
  const numbers = async (query = "") => (await call("GET", `/goals/${goal.id}/numbers${query}`)).json.data;
  return { goal, call, numbers };
}

const all = [
  { currency: "", count: 1, unreadable: 1, value: "0" },
  { currency: "EUR", count: 2, unreadable: 0, value: "19.75" },
];

test("a program makes a goal, changes it, puts it away and reads what it came to", async () => {
  const { goal, call, numbers } = await reached();
  expect(await numbers("?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z")).toEqual(all);
  expect(await numbers("?from=2026-11-01T10:15:00%2B01:00&to=2026-11-01T09:30:00Z")).toEqual(all);
  expect(await numbers("?from=2026-11-01T09:30:00Z")).toEqual([]);
  expect((await call("PATCH", `/goals/${goal.id}`, { name: "Paid orders" })).json.name).toBe("Paid orders");
  expect((await call("PUT", `/goals/${goal.id}/archive`)).json.archived).toBe(true);
  expect((await call("DELETE", `/goals/${goal.id}/archive`)).json.archived).toBe(false);
  expect((await call("GET", "/goals")).json.data).toMatchObject([
    { id: goal.id, name: "Paid orders", counting: false },
  ]);
});

test("any time is answered, also from years that the database does not have", async () => {
  const { numbers } = await reached();
  expect(await numbers("?from=0000-01-01T00:00:00Z&to=9999-12-31T23:45:00-14:00")).toEqual(all);
  expect(await numbers("?from=0000-01-01T00:00:00%2B14:00")).toEqual(all);
  expect(await numbers("?from=9999-01-01T00:00:00Z")).toEqual([]);
  expect(await numbers("?to=0001-01-01T00:00:00Z")).toEqual([]);
});

test("a time that is none of a quarter, or ends before it begins, is refused by its name", async () => {
  const { goal, call } = await reached();
  const fieldOf = async (query: string) => {
    const { status, json } = await call("GET", `/goals/${goal.id}/numbers?${query}`);
    return [status, json.errors?.[0]?.field];
  };
  expect(await fieldOf("from=2026-11-01T09:20:00Z")).toEqual([422, "from"]);
  expect(await fieldOf("from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z")).toEqual([422, "to"]);
});

test("a goal of another workspace is not there; a key that reads changes none", async () => {
  const { goal } = await reached();
  const { call } = await caller();
  for (const [method, path, body] of [
    ["GET", "", undefined],
    ["GET", "/numbers", undefined],
    ["PATCH", "", { name: "Mine" }],
    ["PUT", "/archive", undefined],
    ["DELETE", "/archive", undefined],
  ] as const)
    expect([method, path, (await call(method, `/goals/${goal.id}${path}`, body)).status]).toEqual([method, path, 404]);
  expect((await call("GET", "/goals")).json.data).toEqual([]);
  const reader = await caller(["reports.read"]);
  expect((await reader.call("POST", "/goals", sales)).status).toBe(403);
  expect((await reader.call("GET", "/goals")).status).toBe(200);
});
