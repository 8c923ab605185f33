import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { parsePublicId, publicId } from "@/lib/base/db/ids";
import { PART_BYTES } from "@/lib/base/http/part-bytes.shared";
import { runImport } from "@/lib/people/imports/run-import";
import { callApi, testKey } from "../support/api-call";
import { testContact, testList, testWorkspace } from "../support/db";

async function caller() {
  const ctx = await testWorkspace();
  const { key } = await testKey(ctx);
  const call = (method: string, path: string, body?: unknown) => callApi(method, path, { key, body });
  return { ctx, call, where: { workspaceId: ctx.workspaceId } };
}

const options = { consent_method: "form", consent_source: "Sign-up form of our shop, since May 2024" };

test("a domain is added, says what to publish, and is checked", async () => {
  const { call } = await caller();
  const made = await call("POST", "/domains", { name: "News.Example.com." });
  expect([made.status, made.json]).toEqual([201, expect.objectContaining({ name: "news.example.com" })]);
  expect(made.json.records).toContainEqual(expect.objectContaining({ purpose: "spf", type: "TXT", status: null }));
  expect((await call("GET", `/domains/${made.json.id}`)).json).toEqual(made.json);
  expect((await call("GET", "/domains")).json.data).toEqual([made.json]);
  expect((await call("PUT", `/domains/${made.json.id}/verification`)).json.id).toBe(made.json.id);
  expect((await call("POST", "/domains", { name: "news.example.com" })).json.code).toBe("conflict");
  expect((await call("POST", "/domains", { name: "no" })).json.errors).toEqual([
    expect.objectContaining({ field: "name", code: "invalid" }),
  ]);
  expect((await call("GET", "/senders")).json.data).toEqual([]);
});

test("the workspace is read and changed by the names that there are", async () => {
  const { call } = await caller();
  const changed = await call("PATCH", "/workspace", { postal_address: "1 High Street", time_zone: "Europe/Berlin" });
  expect(changed.json).toMatchObject({ postal_address: "1 High Street", time_zone: "Europe/Berlin" });
  expect((await call("GET", "/workspace")).json).toEqual(changed.json);
  const wrong = await call("PATCH", "/workspace", { time_zone: "Mars", slug: "mine" });
  expect(wrong.json.errors.map(({ field, code }: Record<string, string>) => `${field} ${code}`)).toEqual([
    ...["time_zone invalid", "slug unknown"],
  ]);
});

test("a file is imported in one call, with its consent, and its refused rows can be had", async () => {
  const { ctx, call, where } = await caller();
  const list = await testList(ctx);
  const csv = "E-mail;First name\nada@example.com;Ada\nnobody;Bo\nzoë@example.com;Zoë\n";
  const list_ids = [publicId("lst", list.id)];
  const made = await call("POST", "/imports", { file_name: "people.csv", csv, options: { ...options, list_ids } });
  expect([made.status, made.json]).toEqual([
    201,
    expect.objectContaining({ status: "queued", file_name: "people.csv", list_ids }),
  ]);
  await runImport(ctx, parsePublicId("imp", made.json.id), { maxMs: 30_000 });
  const path = `/imports/${made.json.id}`;
  const { json } = await call("GET", path);
  expect(json).toMatchObject({ status: "completed", created: json.created, rows_done: 3 });
  expect(json.created + json.refused).toBe(3);
  expect(json.reasons[0]).toMatchObject({ field: "E-mail address", kept: false });
  expect(await prisma.contact.findMany({ where, select: { firstName: true } })).toContainEqual({ firstName: "Ada" });
  const proof = await prisma.consentRecord.findFirstOrThrow({ where });
  const said = await prisma.consentWording.findFirstOrThrow({ where: { ...where, id: proof.wordingId! } });
  expect(said.text).toContain("Sign-up form of our shop");
  const file = await call("GET", `${path}/refused`);
  expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(file.text).toContain("nobody");
  expect((await call("GET", "/imports")).json.data).toHaveLength(1);
  expect((await call("PUT", `${path}/cancellation`)).json.status).toBe("completed");
  expect(await prisma.securityEvent.count({ where: { ...where, kind: "export.refused_rows" } })).toBe(1);
});

test("a file that cannot be imported leaves nothing behind", async () => {
  const { ctx, call, where } = await caller();
  const fields = async (body: object) => {
    const { status, json } = await call("POST", "/imports", body);
    return [status, ...(json.errors ?? []).map(({ field }: { field: string }) => field)];
  };
  const foreign = publicId("lst", (await testList(await testWorkspace())).id);
  const csv = "email\nada@example.com\n";
  expect(await fields({ csv: "", options })).toEqual([422, "csv"]);
  expect(await fields({ csv: "colour\nred\n", options })).toEqual([422, "mapping"]);
  expect(await fields({ csv, options: { consent_method: "form" } })).toEqual([422, "options.consent_source"]);
  expect(await fields({ csv, options: { ...options, welcome: true } })).toEqual([422, "options.welcome"]);
  expect(await fields({ csv, options: { ...options, list_ids: [foreign] } })).toEqual([404]);
  expect(await fields({ csv: `email\n${"x".repeat(3_000_000)}`, options })).toEqual([422, "csv"]);
  expect(await fields({ csv: `email\n${"x".repeat(PART_BYTES)}`, options })).toEqual([413]);
  expect(await prisma.importJob.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  expect(await prisma.importChunk.count({ where })).toBe(0);
});

test("contacts are exported as a file, and the log says by whom", async () => {
  const { ctx, call, where } = await caller();
  await testContact(ctx, { email: "ada@example.com", firstName: "Ada" });
  await testContact(ctx, { email: "bo@example.com", firstName: "=1+1" });
  const { status, headers, text } = await call("GET", "/exports/contacts?query=example");
  expect([status, headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  expect(headers.get("x-request-id")).toEqual(expect.any(String));
  expect(text.split("\r\n")).toHaveLength(4);
  expect(text).toContain("bo@example.com,'=1+1");
  expect((await call("GET", "/exports/contacts?colour=red")).json.code).toBe("validation_failed");
  expect(await prisma.auditEntry.count({ where: { ...where, action: "contacts.exported", actorType: "key" } })).toBe(1);
  const [event] = await prisma.securityEvent.findMany({ where: { ...where, kind: "export.contacts" } });
  expect(event).toMatchObject({ actorName: "Test key", detail: { apiKeyId: expect.stringMatching(/^key_/) } });
});

test("a file larger than one body comes in parts, in any order, and is imported once all are there", async () => {
  const { ctx, call, where } = await caller();
  const { key } = await testKey(ctx);
  const file = Buffer.from(
    `email,first_name\n${Array.from({ length: 300 }, (_, at) => `p${at}@parts.example,Zoë ${at}`).join("\n")}\n`,
  );
  // Cut in the middle of a character.
  const size = file.indexOf(Buffer.from("ë"), 2_000) + 1;
  const cut = Array.from({ length: Math.ceil(file.length / size) }, (_, at) =>
    file.subarray(at * size, (at + 1) * size),
  );
  const begun = await call("POST", "/imports/uploads", { file_name: "large.csv", bytes: file.length });
  expect([begun.status, begun.json.status]).toEqual([201, "uploading"]);
  const path = `/imports/${begun.json.id}`;
  const send = (number: number, body: Uint8Array, query = "") =>
    callApi("PUT", `${path}/parts/${number}${query}`, {
      key,
      body,
      headers: { "content-type": "application/octet-stream" },
    });
  const start = () => call("PUT", `${path}/start`, { parts: cut.length, crc32: crc32(file), options });
  expect((await send(1, cut[1]!, `?crc32=${crc32(cut[0]!)}`)).json.code).toBe("validation_failed");
  for (const [at, part] of [...cut.entries()].reverse().filter(([number]) => number !== 1))
    expect((await send(at, part, `?crc32=${crc32(part)}`)).status).toBe(204);
  const early = await start();
  expect([early.status, early.json.code]).toEqual([409, "conflict"]);
  expect((await call("GET", `${path}/parts`)).json.data).toEqual([
    { number: 0, bytes: cut[0]!.length, crc32: crc32(cut[0]!) },
  ]);
  expect((await send(1, cut[1]!)).status).toBe(204);
  const started = await start();
  expect([started.status, started.json.status]).toEqual([200, "queued"]);
  expect((await start()).json.code).toBe("conflict");
  expect((await send(0, cut[0]!)).json.code).toBe("conflict");
  await runImport(ctx, parsePublicId("imp", begun.json.id)!, { maxMs: 30_000 });
  expect((await call("GET", path)).json).toMatchObject({ status: "completed", created: 300, refused: 0 });
  expect(await prisma.contact.count({ where: { ...where, firstName: { startsWith: "Zoë " } } })).toBe(300);
});

test("parts that are too large, too many, empty or of another workspace are refused", async () => {
  const { ctx, call } = await caller();
  const { key } = await testKey(ctx);
  const { json } = await call("POST", "/imports/uploads", { bytes: 10 });
  const headers = { "content-type": "application/octet-stream" };
  const send = (number: unknown, body: Uint8Array, by = key) =>
    callApi("PUT", `/imports/${json.id}/parts/${number}`, { key: by, body, headers });
  expect((await send(0, Buffer.alloc(PART_BYTES + 1))).json.code).toBe("body_too_large");
  expect((await send(0, Buffer.alloc(0))).json.code).toBe("validation_failed");
  expect((await send("x", Buffer.from("a"))).json.errors).toMatchObject([{ field: "number" }]);
  expect((await send(1_000_000, Buffer.from("a"))).status).toBe(422);
  const { key: theirs } = await testKey(await testWorkspace());
  expect((await send(0, Buffer.from("a"), theirs)).status).toBe(404);
  expect((await call("POST", "/imports/uploads", { bytes: 300_000_000 })).json.code).toBe("body_too_large");
  await send(0, Buffer.from([0, 1, 2, 3]));
  const binary = await call("PUT", `/imports/${json.id}/start`, { parts: 1, options });
  expect([binary.status, binary.json.code]).toEqual([422, "validation_failed"]);
});
