import { describe, expect, test } from "vitest";
import { callLog } from "@/lib/edges/api-calls/call-log";
import type { CallOutcome } from "@/lib/edges/api-calls/call-outcomes.shared";
import { findApiCalls } from "@/lib/edges/api-calls/queries";
import { ApiCallFilters } from "@/lib/edges/api-calls/schema";
import { callApi, testKey } from "../support/api-call";
import { testMember, testWorkspace } from "../support/db";

async function caller(scopes?: Parameters<typeof testKey>[1]) {
  const ctx = await testWorkspace();
  const { id, key } = await testKey(ctx, scopes);
  const calls = async (filters: Partial<{ outcome: CallOutcome; cursor: string }> = {}) => {
    await callLog().flush();
    return findApiCalls(ctx, id, ApiCallFilters.parse(filters));
  };
  return { ctx, id, key, calls };
}

describe("the last calls of a key", () => {
  test("say what was asked and how it went, the newest first, without what was said", async () => {
    const { key, calls } = await caller();
    await callApi("GET", "/me?pretty=anna", { key, headers: { "x-request-id": "asked-by-shop" } });
    await callApi("POST", "/lists", { key, body: { name: "", "anna@shop": 1 } });
    await callApi("GET", "/contacts/anna@example.com", { key });
    await callApi("GET", "/nowhere", { key });
    const once = { key, body: { name: "News" }, headers: { "idempotency-key": "one" } };
    await callApi("POST", "/lists", once);
    await callApi("POST", "/lists", once);
    const { items, nextCursor } = await calls();
    expect(nextCursor).toBeNull();
    expect(
      items.map(({ method, path, operation, status, problem }) => [method, path, operation, status, problem]),
    ).toEqual([
      ["POST", "/lists", "createList", 201, null],
      ["POST", "/lists", "createList", 201, null],
      ["GET", "/nowhere", null, 404, "unknown_path"],
      ["GET", "/contacts/{contact}", "getContact", 404, "not_found"],
      ["POST", "/lists", "createList", 422, "validation_failed"],
      ["GET", "/me?pretty", "getMe", 422, "validation_failed"],
    ]);
    expect(items.map(({ replayed }) => replayed)).toEqual([true, false, false, false, false, false]);
    expect(items[4]).toMatchObject({ fields: ["name invalid", "{…} unknown"], ip: null });
    expect(items[5]?.requestId).toBe("asked-by-shop");
    expect(JSON.stringify(items)).not.toContain("anna");
  });

  test("are asked for by how they ended, page by page", async () => {
    const { key, calls } = await caller();
    for (let n = 0; n < 55; n++) await callApi("GET", "/me", { key });
    for (let n = 0; n < 3; n++) await callApi("DELETE", "/me", { key });
    const first = await calls();
    expect(first.items).toHaveLength(50);
    const second = await calls({ cursor: first.nextCursor ?? "" });
    expect([second.items.length, second.nextCursor]).toEqual([8, null]);
    const statuses = async (outcome: CallOutcome) => (await calls({ outcome })).items.map(({ status }) => status);
    expect(await statuses("refused")).toEqual([405, 405, 405]);
    expect(await statuses("failed")).toEqual([]);
    expect(new Set(await statuses("succeeded"))).toEqual(new Set([200]));
  });

  test("are seen by who manages keys, and of the own workspace alone", async () => {
    const { ctx, id, key } = await caller();
    await callApi("GET", "/me", { key });
    await callLog().flush();
    const filters = ApiCallFilters.parse({});
    await expect(findApiCalls(await testMember(ctx, "marketer"), id, filters)).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await findApiCalls(await testWorkspace(), id, filters)).items).toEqual([]);
    expect((await findApiCalls(ctx, id, filters)).items).toHaveLength(1);
  });
});
