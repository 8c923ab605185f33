import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { takeTurn } from "@/lib/edges/api-keys/key-quota";
import { callApi, testKey } from "../support/api-call";
import { testList, testWorkspace } from "../support/db";

async function caller(scopes?: Parameters<typeof testKey>[1]) {
  const ctx = await testWorkspace();
  return { ctx, ...(await testKey(ctx, scopes)) };
}

const problem = async (...call: Parameters<typeof callApi>) => {
  const { status, headers, json } = await callApi(...call);
  expect(headers.get("content-type"), JSON.stringify(json)).toBe("application/problem+json");
  expect(json.status).toBe(status);
  expect(json.type).toBe(`http://homing.test/api/v1/reference#error-${json.code}`);
  expect(json.request_id).toBe(headers.get("x-request-id"));
  return [
    status,
    json.code,
    ...(json.errors ?? []).map(({ field, code }: Record<string, string>) => `${field} ${code}`),
  ];
};

describe("who calls", () => {
  test("says so with a key that counts", async () => {
    const { key, id } = await caller();
    expect(await problem("GET", "/me")).toEqual([401, "missing_api_key"]);
    expect(await problem("GET", "/me", { headers: { authorization: `Basic ${key}` } })).toEqual([
      401,
      "missing_api_key",
    ]);
    expect(await problem("GET", "/me", { key: `${key.slice(0, -1)}_` })).toEqual([401, "invalid_api_key"]);
    const { headers } = await callApi("GET", "/me");
    expect(headers.get("www-authenticate")).toBe('Bearer realm="Homing API"');
    const me = await callApi("GET", "/me", { key, headers: { "x-request-id": "given-by-caller" } });
    expect([me.status, me.json.key.name, me.headers.get("x-request-id")]).toEqual([200, "Test key", "given-by-caller"]);
    await prisma.apiKey.updateMany({ where: { id }, data: { expiresAt: new Date() } });
    expect(await problem("GET", "/me", { key })).toEqual([401, "expired_api_key"]);
    await prisma.apiKey.updateMany({ where: { id }, data: { revokedAt: new Date() } });
    expect(await problem("GET", "/me", { key })).toEqual([401, "revoked_api_key"]);
  });

  test("from elsewhere than its networks is refused, and so is what its scopes do not name", async () => {
    const { key, id, ctx } = await caller(["lists.read"]);
    expect((await callApi("GET", "/lists", { key })).status).toBe(200);
    expect(await problem("POST", "/lists", { key, body: { name: "x" } })).toEqual([403, "insufficient_scope"]);
    expect(await problem("POST", "/lists", { key, body: "{" })).toEqual([403, "insufficient_scope"]);
    const log = await prisma.securityEvent.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(log).toMatchObject([{ kind: "access.refused", detail: { needs: "lists.write" } }]);
    await prisma.apiKey.updateMany({ where: { id }, data: { allowedNetworks: ["203.0.113.0/24"] } });
    expect(await problem("GET", "/lists", { key })).toEqual([403, "address_not_allowed"]);
  });
});

describe("what is asked", () => {
  test("has an address and a method that there are", async () => {
    const { key } = await caller();
    expect(await problem("GET", "/nothing", { key })).toEqual([404, "unknown_path"]);
    expect(await problem("GET", "/%ff", { key })).toEqual([404, "unknown_path"]);
    for (const path of ["/contacts/external:a%00b", "/suppressions/a%00@example.com"])
      expect(await problem("GET", path, { key })).toEqual([400, "malformed"]);
    expect(await problem("DELETE", "/lists", { key })).toEqual([405, "method_not_allowed"]);
    expect((await callApi("DELETE", "/lists", { key })).headers.get("allow")).toBe("GET, POST");
    expect((await callApi("GET", "//lists/", { key })).status).toBe(200);
    expect((await callApi("HEAD", "/lists", { key })).status).toBe(200);
    expect(await problem("GET", "/lists/lst_1", { key })).toEqual([404, "not_found"]);
    expect(await problem("GET", "/lists/nonsense!", { key })).toEqual([422, "validation_failed", "list_id invalid"]);
  });

  test("has a body that can be read; every field that is wrong is named", async () => {
    const { key } = await caller();
    const post = (body: unknown, headers?: Record<string, string>) => problem("POST", "/lists", { key, body, headers });
    expect(await post("{")).toEqual([400, "invalid_json"]);
    expect(await post(Buffer.from([0x22, 0xff, 0x22]))).toEqual([400, "invalid_json"]);
    expect(await post("name=x", { "content-type": "application/x-www-form-urlencoded" })).toEqual([
      415,
      "unsupported_media_type",
    ]);
    expect(await post("{}", { "content-encoding": "zip" })).toEqual([400, "invalid_json"]);
    expect(await post({ name: "x".repeat(300_000) })).toEqual([413, "body_too_large"]);
    expect(await post("")).toEqual([422, "validation_failed", "name missing"]);
    expect(await problem("POST", "/fields", { key, body: {} })).toEqual([
      ...[422, "validation_failed", "label missing", "type missing"],
    ]);
    expect(await problem("POST", "/suppressions/lifting", { key, body: { note: null } })).toEqual([
      ...[422, "validation_failed", "suppression_ids missing", "note invalid"],
    ]);
    expect(await post([])).toEqual([422, "validation_failed", "body invalid"]);
    expect(await post({ name: "a\u0000b" })).toEqual([422, "validation_failed", "body invalid"]);
    expect(await post({ name: 5, is_public: "yes", colour: "red", isPublic: true })).toEqual([
      ...[422, "validation_failed", "name invalid", "is_public invalid"],
      ...["colour unknown", "isPublic unknown"],
    ]);
    const packed = gzipSync(JSON.stringify({ name: "Packed", double_opt_in: true }));
    const made = await callApi("POST", "/lists", { key, body: packed, headers: { "content-encoding": "gzip" } });
    expect([made.status, made.json.name, made.json.double_opt_in]).toEqual([201, "Packed", true]);
    expect(await post({ name: "packed" })).toEqual([409, "conflict", "name invalid"]);
  });

  test("has parameters that there are", async () => {
    const { key } = await caller();
    expect(await problem("GET", "/contacts?limit=0&colour=red&status=gone", { key })).toEqual([
      ...[422, "validation_failed", "status invalid", "limit invalid", "colour unknown"],
    ]);
    expect(await problem("GET", "/tags?limit=1", { key })).toEqual([422, "validation_failed", "limit unknown"]);
    expect(await problem("GET", "/contacts?cursor=abc", { key })).toEqual([422, "validation_failed", "cursor invalid"]);
  });

  test("and finds nothing of another workspace", async () => {
    const { key } = await caller();
    const list = await testList(await testWorkspace(), "Theirs");
    for (const method of ["GET", "PATCH"]) {
      expect(
        await problem(method, `/lists/${list.id}`, { key, ...(method === "PATCH" && { body: { name: "x" } }) }),
      ).toEqual([...[404, "not_found"]]);
    }
  });
});

describe("Idempotency-Key", () => {
  const once = (name: string) => ({ "idempotency-key": name });

  test("carries a call out once, and gives the answer again", async () => {
    const { key, ctx } = await caller();
    const call = { key, body: { name: "Once" }, headers: once("a") };
    const first = await callApi("POST", "/lists", call);
    const second = await callApi("POST", "/lists", call);
    expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
    expect([first.headers.get("idempotent-replayed"), second.headers.get("idempotent-replayed")]).toEqual([
      null,
      "true",
    ]);
    expect(await prisma.list.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1);
    expect(await problem("POST", "/lists", { ...call, body: { name: "Other" } })).toEqual([
      422,
      "idempotency_mismatch",
    ]);
    expect(await problem("POST", "/tags", call)).toEqual([422, "idempotency_mismatch"]);
    const another = await testKey(ctx);
    expect(await problem("POST", "/lists", { ...call, key: another.key })).toEqual([409, "conflict", "name invalid"]);
  });

  test("is forgotten when the call failed, and after a day", async () => {
    const { key, ctx } = await caller();
    const call = (name: string) => callApi("POST", "/lists", { key, body: { name }, headers: once("b") });
    expect((await call("")).status).toBe(422);
    expect(await prisma.apiAnswer.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
    expect((await call("Now")).status).toBe(201);
    await prisma.apiAnswer.updateMany({
      where: { workspaceId: ctx.workspaceId },
      data: { createdAt: new Date(Date.now() - 24 * 3_600_000 - 1) },
    });
    expect((await call("Later")).status).toBe(201);
    expect(await problem("POST", "/lists", { key, body: {}, headers: once("x y") })).toEqual([
      422,
      "validation_failed",
      "name missing",
    ]);
    expect(await problem("POST", "/lists", { key, body: { name: "z" }, headers: once("x y") })).toEqual([
      400,
      "invalid_idempotency_key",
    ]);
  });

  test("of two calls at once lets one through", async () => {
    const { key, ctx } = await caller();
    const call = () => callApi("POST", "/tags", { key, body: { name: "Same" }, headers: once("c") });
    const answers = await Promise.all(Array.from({ length: 8 }, call));
    const codes = answers.map(({ status, json }) => (status === 201 ? "made" : json.code));
    expect(codes.filter((code) => !["made", "idempotency_in_progress"].includes(code))).toEqual([]);
    expect(codes).toContain("made");
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text)).size).toBe(1);
    expect(await prisma.tag.count({ where: { workspaceId: ctx.workspaceId } })).toBe(1);
    expect((await call()).headers.get("idempotent-replayed")).toBe("true");
  });

  test("keeps nothing of a change that was not committed", async () => {
    const { key, ctx } = await caller();
    await callApi("POST", "/lists", { key, body: { name: "Taken" } });
    expect(await problem("POST", "/lists", { key, body: { name: "Taken" }, headers: once("d") })).toEqual([
      409,
      "conflict",
      "name invalid",
    ]);
    expect(await prisma.apiAnswer.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  });
});

describe("calls of a key in a minute", () => {
  test("are counted for all processes together, and never let more through", async () => {
    const { id } = await caller();
    const now = Date.now();
    const turns = [];
    for (let n = 0; n < 25; n++) turns.push(await takeTurn(id, now, 20));
    expect(turns.filter(({ admitted }) => admitted)).toHaveLength(20);
    expect(turns.slice(0, 3).map(({ remaining }) => remaining)).toEqual([19, 18, 17]);
    expect(turns.at(-1)).toMatchObject({ admitted: false, remaining: 0, quota: 20 });
    expect((await takeTurn(id, now + 60_000, 20)).admitted).toBe(true);
    const many = await Promise.all(Array.from({ length: 300 }, () => takeTurn(`${id}x`, now, 200)));
    expect(many.filter(({ admitted }) => admitted)).toHaveLength(200);
  });

  test("stand in the headers of every answer, errors too", async () => {
    const { key } = await caller();
    for (const path of ["/me", "/lists/lst_1"]) {
      const { headers } = await callApi("GET", path, { key });
      expect(headers.get("ratelimit-policy")).toBe('"default";q=6000;w=60');
      expect(headers.get("ratelimit")).toMatch(/^"default";r=59\d\d;t=\d+$/);
      expect(headers.get("x-ratelimit-limit")).toBe("6000");
      expect(Number(headers.get("x-ratelimit-reset"))).toBeGreaterThan(Date.now() / 1000);
    }
  });
});
