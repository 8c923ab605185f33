import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import type { Permission } from "@/lib/base/permissions.shared";
import { noteEventNames } from "@/lib/events/custom/event-names";
import { findLatestEvents } from "@/lib/events/custom/latest-events";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { eraseTracesJob } from "@/lib/people/contacts/erase-traces-job";
import { applyIdentities } from "@/lib/people/identities/apply-identities";
import { flushIdentities } from "@/lib/people/identities/jobs";
import { callApi, testKey } from "../support/api-call";
import { testContact, testList, testWorkspace } from "../support/db";

async function caller(scopes?: readonly Permission[]) {
  const ctx = await testWorkspace();
  const { key } = await testKey(ctx, scopes);
  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    callApi(method, path, { key, body, headers });
  const stored = () => prisma.customEvent.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });
  return { ctx, call, stored };
}

const order = { name: "Order Completed", contact: "ada@example.net", properties: { orderId: "1", total: 9.5 } };
const fieldsOf = (json: { errors?: { field: string; code: string }[] }) =>
  (json.errors ?? []).map(({ field, code }) => `${field} ${code}`);

describe("an event", () => {
  test("stands in Settings with the address of its person, or of nobody", async () => {
    const { ctx, call } = await caller();
    await testContact(ctx, { email: "ada@example.net" });
    await call("POST", "/events", order);
    await call("POST", "/events", { name: "Cart Viewed", anonymous_id: "browser-1" });
    const { items, refusals } = await findLatestEvents(ctx, {});
    expect(items.map(({ name, contactEmail }) => [name, contactEmail])).toEqual([
      ["Cart Viewed", null],
      ["Order Completed", "ada@example.net"],
    ]);
    expect(refusals).toEqual([]);
  });

  test("is stored as it was told, found by contact and name, and shown page by page", async () => {
    const { ctx, call } = await caller();
    const contact = await testContact(ctx, { email: "ada@example.net" });
    const at = "2026-11-01T09:00:00.000Z";
    const made = await call("POST", "/events", { ...order, occurred_at: at, message_id: "order-1" });
    expect([made.status, made.json]).toEqual([
      201,
      { status: "stored", id: expect.stringMatching(/^cev_/), contact_id: publicId("ctc", contact.id) },
    ]);
    await call("POST", "/events", { name: "Cart Viewed", contact: publicId("ctc", contact.id) });
    await call("POST", "/events", { name: "Cart Viewed", anonymous_id: "browser-1" });
    const all = await call("GET", "/events");
    expect(all.json.data.map(({ name }: { name: string }) => name)).toEqual([
      "Cart Viewed",
      "Cart Viewed",
      "Order Completed",
    ]);
    const { json } = await call("GET", "/events?name=Order%20Completed&contact=ada@example.net");
    expect(json.data).toEqual([
      expect.objectContaining({ kind: "track", occurred_at: at, message_id: "order-1", properties: order.properties }),
    ]);
    const first = await call("GET", "/events?limit=2");
    const second = await call("GET", `/events?limit=2&cursor=${first.json.next_cursor}`);
    expect([first.json.has_more, second.json.has_more, second.json.data.length]).toEqual([true, false, 1]);
  });

  test("comes once however often it is sent, one by one, in a batch and at the same moment", async () => {
    const { call, stored } = await caller();
    const event = { name: "Paid", user_id: "u1", message_id: "m1" };
    const answers = await Promise.all(Array.from({ length: 20 }, () => call("POST", "/events", event)));
    expect(answers.filter(({ json }) => json.status === "stored")).toHaveLength(1);
    const batch = await call("POST", "/events/batch", { events: [event, { ...event, message_id: "m2" }, event] });
    expect(batch.json.data.map(({ status }: { status: string }) => status)).toEqual([
      "duplicate",
      "stored",
      "duplicate",
    ]);
    const [before] = await stored();
    expect(batch.json.data[0].id).toBe(publicId("cev", before!.id));
    expect(await stored()).toHaveLength(2);
  });

  test("never happens after it came", async () => {
    const { call, stored } = await caller();
    await call("POST", "/events", { name: "Paid", user_id: "u1", occurred_at: "2999-01-01T00:00:00Z" });
    const [event] = await stored();
    expect(event!.occurredAt.getTime()).toBeLessThanOrEqual(Date.now());
  });

  test("of an address that nobody has makes a contact without any subscription, and is joined to it", async () => {
    const { ctx, call, stored } = await caller();
    const list = await testList(ctx);
    const made = await call("POST", "/events", { ...order, contact: "New@Example.net" });
    expect(made.json.contact_id).toBeNull();
    await flushIdentities();
    const contact = await prisma.contact.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    expect(contact).toMatchObject({ email: "new@example.net", source: "api" });
    expect(await stored()).toEqual([
      expect.objectContaining({ contactId: contact.id, applied: { action: "created", notes: [] } }),
    ]);
    const where = { workspaceId: ctx.workspaceId };
    expect(await prisma.subscription.count({ where: { ...where, listId: list.id } })).toBe(0);
    expect(await prisma.consentRecord.count({ where })).toBe(0);
  });

  test.each([
    ["an upsert", "POST", "/contacts"],
    ["a change", "PATCH", "/contacts/ada@example.net"],
  ])("that waits under an id is joined when %s gives a contact this id", async (_what, method, path) => {
    const { ctx, call, stored } = await caller();
    const contact = await testContact(ctx, { email: "ada@example.net" });
    for (const name of ["Signed Up", "Paid"]) await call("POST", "/events", { name, user_id: "u1" });
    await call("POST", "/events", { name: "Other", user_id: "u2" });
    const given = { external_id: "u1", ...(method === "POST" && { email: "ada@example.net" }) };
    expect((await call(method, path, given)).status).toBeLessThan(300);
    expect(await applyIdentities(ctx, new Date(Date.now() + 10_000))).toBe(true);
    expect((await stored()).map(({ contactId }) => contactId)).toEqual([contact.id, contact.id, null]);
  });

  test("is emptied when its contact is erased, and stays as a number", async () => {
    const { ctx, call, stored } = await caller();
    const contact = await testContact(ctx, { email: "ada@example.net" });
    await call("POST", "/events", { ...order, message_id: "of ada@example.net", user_id: "u1", anonymous_id: "a1" });
    await eraseContact(ctx, { contactId: publicId("ctc", contact.id) });
    const [event] = await stored();
    expect(event).toMatchObject({ name: order.name, contactId: null, userId: null, anonymousId: null, said: {} });
    expect(JSON.stringify(event)).not.toContain("ada@");
  });
});

test("more events than one transaction may change are emptied by the job that goes after their contact", async () => {
  const { ctx, call, stored } = await caller();
  const contact = await testContact(ctx, { email: "ada@example.net" });
  for (let at = 0; at < 3; at++)
    await call("POST", "/events/batch", { events: Array.from({ length: 700 }, () => ({ ...order, user_id: "u1" })) });
  await eraseContact(ctx, { contactId: publicId("ctc", contact.id) });
  const left = async () =>
    (await stored()).filter(({ contactId, userId }) => contactId !== null || userId !== null).length;
  expect(await left()).toBe(1_100);
  const [job] = await prisma.$queryRaw<{ data: Record<string, unknown> }[]>`
    select data from queue.job where name = 'contacts.erase-traces' and data ->> 'workspaceId' = ${ctx.workspaceId}`;
  await eraseTracesJob.runStored(job!.data);
  expect(await left()).toBe(0);
});

describe("what is wrong gets its documented error, and stores nothing", () => {
  test.each([
    ["an unknown field", { ...order, colour: 1 }, ["colour unknown"]],
    ["a wrong type", { ...order, name: 7 }, ["name invalid"]],
    ["nobody", { name: "Paid" }, ["contact invalid"]],
    ["no name", { contact: "a@example.net" }, ["name missing"]],
    ["no address", { ...order, contact: "not an address" }, ["contact invalid"]],
    ["no id of a contact", { ...order, contact: "ctc_!" }, ["contact invalid"]],
    ["no time", { ...order, occurred_at: "yesterday" }, ["occurred_at invalid"]],
    ["an event that is too long", { ...order, properties: { text: "x".repeat(33_000) } }, ["properties invalid"]],
  ])("%s", async (_what, body, fields) => {
    const { call, stored } = await caller();
    const { status, json } = await call("POST", "/events", body);
    expect([status, json.code, fieldsOf(json)]).toEqual([422, "validation_failed", fields]);
    const batch = await call("POST", "/events/batch", { events: [order, body] });
    expect([batch.status, fieldsOf(batch.json)]).toEqual([422, fields.map((field) => `events.1.${field}`)]);
    expect(await stored()).toEqual([]);
  });

  test("a body that is too large, of another type, or no JSON; a wrong key; a thousand and one", async () => {
    const { call, stored } = await caller();
    const codeOf = async (body: unknown, headers: Record<string, string> = {}) => {
      const { status, json } = await call("POST", "/events", body, headers);
      return [status, json.code];
    };
    expect(await codeOf(" ".repeat(256_001))).toEqual([413, "body_too_large"]);
    expect(await codeOf("name=Paid", { "content-type": "text/plain" })).toEqual([415, "unsupported_media_type"]);
    expect(await codeOf("{")).toEqual([400, "invalid_json"]);
    expect(await codeOf(order, { authorization: "Bearer hm_live_wrong" })).toEqual([401, "invalid_api_key"]);
    const many = await call("POST", "/events/batch", { events: Array.from({ length: 1001 }, () => order) });
    expect([many.status, fieldsOf(many.json)]).toEqual([422, ["events invalid"]]);
    expect(await stored()).toEqual([]);
  });

  test("a key for events writes them and reads nothing", async () => {
    const { call } = await caller(["events.write"]);
    expect((await call("POST", "/events", order)).status).toBe(201);
    expect((await call("GET", "/events")).json.code).toBe("insufficient_scope");
    expect((await call("GET", "/contacts")).json.code).toBe("insufficient_scope");
  });
});

test("names and their properties are there to choose from, and hostile ones are bounded", async () => {
  const { ctx, call } = await caller();
  await call("POST", "/events", order);
  await call("POST", "/events", { ...order, properties: { coupon: "X" } });
  await expect
    .poll(async () => (await call("GET", "/event-names")).json.data)
    .toEqual([expect.objectContaining({ name: "Order Completed", property_names: ["coupon", "orderId", "total"] })]);
  const made = Array.from({ length: 700 }, (_, at) => ({ name: `Made up ${at}`, properties: {} }));
  noteEventNames(ctx.workspaceId, made);
  const keys = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`key ${at}`, at]));
  noteEventNames(ctx.workspaceId, [{ name: "Order Completed", properties: keys }]);
  await expect.poll(async () => (await call("GET", "/event-names")).json.data.length).toBeGreaterThan(400);
  const { json } = await call("GET", "/event-names");
  expect(json.data.length).toBeLessThanOrEqual(510);
  expect(json.data.every(({ property_names }: { property_names: string[] }) => property_names.length <= 100)).toBe(
    true,
  );
});

test("a name that came for a month no more makes room for a new one", async () => {
  const { ctx, call } = await caller();
  const long = new Date(Date.now() - 31 * 86_400_000);
  const names = Array.from({ length: 500 }, (_, at) => ({
    ...{ workspaceId: ctx.workspaceId, name: `Made up ${at}`, propertyKeys: [], firstSeenAt: long },
    lastSeenAt: at === 7 ? new Date() : long,
  }));
  await prisma.eventName.createMany({ data: names });
  noteEventNames(ctx.workspaceId, [{ name: "Order Completed", properties: {} }]);
  await expect
    .poll(async () => (await call("GET", "/event-names")).json.data.map(({ name }: { name: string }) => name))
    .toEqual(["Made up 7", "Order Completed"]);
});
