import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import type { Permission } from "@/lib/base/permissions.shared";
import { answerCollector } from "@/lib/edges/events-in/answer-collector";
import { endSubscriptions } from "@/lib/people/consent/change-subscriptions";
import { changeIdentityRule } from "@/lib/people/identities/identity-rule";
import { flushIdentities } from "@/lib/people/identities/jobs";
import { usualRule } from "@/lib/people/identities/rule.shared";
import { upsertContacts } from "@/lib/people/upserts/upsert-contacts";
import { testKey } from "../support/api-call";
import { testContact, testList, testWorkspace } from "../support/db";

/** With a key of a server, which may change contacts; or with one that may stand in a web page. */
async function collector(scopes: readonly Permission[] = ["events.write", "contacts.write"]) {
  const ctx = await testWorkspace();
  const { key } = await testKey(ctx, scopes);
  const { key: openKey } = await testKey(ctx, ["events.write"]);
  const { workspaceId } = ctx;
  const basic = `Basic ${Buffer.from(`${key}:`).toString("base64")}`;
  const post = async (path: string, body: unknown, headers: Record<string, string> = { authorization: basic }) => {
    const raw = typeof body === "string" || body instanceof Uint8Array;
    const request = new Request(`http://homing.test${path}`, {
      method: "POST",
      headers,
      body: raw ? (body as BodyInit) : JSON.stringify(body),
    });
    const answer = await answerCollector(request);
    return { status: answer.status, headers: answer.headers, json: (await answer.json()) as Record<string, unknown> };
  };
  /** What anybody may tell. */
  const tellOpenly = async (message: Record<string, unknown>, path = "/v1/identify") => {
    expect((await post(path, message, { authorization: `Bearer ${openKey}` })).status).toBe(200);
    await flushIdentities();
    return (await stored()).at(-1)!;
  };
  const stored = () => prisma.customEvent.findMany({ where: { workspaceId }, orderBy: { id: "asc" } });
  const refusals = () => prisma.eventRefusal.findMany({ where: { workspaceId }, orderBy: { id: "asc" } });
  const identify = async (message: Record<string, unknown>) => {
    const answered = await post("/v1/identify", message);
    expect(answered.status).toBe(200);
    await flushIdentities();
    return (await stored()).at(-1)!;
  };
  return { ctx, key, basic, post, stored, refusals, identify, tellOpenly };
}

const track = { type: "track", userId: "u1", event: "Paid" };

describe("a body", () => {
  test("is known by its octets, whatever its headers say", async () => {
    const { basic, post, stored } = await collector();
    const packed = gzipSync(JSON.stringify({ batch: [{ ...track, messageId: "1" }] }));
    const form = "application/x-www-form-urlencoded";
    expect((await post("/v1/batch", packed, { authorization: basic, "content-type": form })).status).toBe(200);
    const headers = { authorization: basic, "content-type": "text/plain", "content-encoding": "gzip" };
    expect((await post("/v1/batch", packed, headers)).status).toBe(200);
    expect((await post("/v1/t", { ...track, messageId: "2", type: undefined }, headers)).status).toBe(200);
    expect(await stored()).toHaveLength(2);
  });

  test("that holds gigabytes, is too long, no JSON or no object is refused before it is whole", async () => {
    const { post, stored, refusals } = await collector();
    const bomb = gzipSync(Buffer.alloc(60_000_000));
    for (const body of [bomb, " ".repeat(512_001), "{", "7", Buffer.from([0x1f, 0x8b, 1, 2]), Buffer.from([0xff])]) {
      const { status, json } = await post("/v1/batch", body);
      expect([status, json.success, typeof json.message]).toEqual([400, false, "string"]);
    }
    const many = await post("/v1/batch", { batch: Array.from({ length: 2501 }, () => track) });
    expect(many.status).toBe(400);
    expect(await stored()).toEqual([]);
    await expect.poll(async () => (await refusals()).length).toBe(7);
  });

  test("of 2,500 messages is stored in slices", async () => {
    const { post, stored } = await collector();
    const batch = Array.from({ length: 2500 }, (_, at) => ({ ...track, messageId: `m${at % 2400}` }));
    expect((await post("/v1/batch", { batch })).json).toEqual({ success: true });
    expect(await stored()).toHaveLength(2400);
  });
});

describe("what a batch says for all of its messages", () => {
  test("counts for each of them, and cannot fill the memory", async () => {
    const { post, stored, refusals } = await collector();
    const context = { page: "x".repeat(200_000) };
    const batch = Array.from({ length: 1000 }, () => track);
    expect((await post("/v1/batch", { context, batch })).status).toBe(400);
    expect((await post("/v1/batch", { context, batch: [track] })).json).toEqual({ success: true });
    expect(await stored()).toEqual([]);
    await expect.poll(async () => (await refusals()).length).toBe(2);
  });

  test("is looked at as each message is: what no database takes costs no other call", async () => {
    const { post, stored, refusals } = await collector();
    expect((await post("/v1/batch", { context: { locale: "a\0b" }, batch: [track] })).status).toBe(200);
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    const body = `{"batch":[{"type":"track","userId":"u","event":"Deep","properties":{"a":${deep}}},${JSON.stringify({ ...track, messageId: "good" })}]}`;
    expect((await post("/v1/batch", body)).status).toBe(200);
    expect((await stored()).map(({ messageId }) => messageId)).toEqual(["good"]);
    await expect.poll(async () => (await refusals()).length).toBe(2);
  });
});

describe("a key", () => {
  test("that stands in a refused message is written down nowhere", async () => {
    const { key, post, refusals } = await collector();
    expect((await post("/v1/track", { event: "Paid", writeKey: key }, {})).status).toBe(200);
    await expect.poll(async () => (await refusals()).length).toBe(1);
    const [refusal] = await refusals();
    expect(refusal!.message).toContain("Paid");
    expect(refusal!.message).not.toContain(key.slice(8, 20));
  });

  test("stands in the header or in the body, and only writes", async () => {
    const { ctx, key, post, stored } = await collector();
    expect((await post("/v1/track", { ...track, writeKey: key }, {})).status).toBe(200);
    expect((await post("/api/posthog/e/", { api_key: key, event: "Paid", distinct_id: "u" }, {})).json).toEqual({
      status: 1,
    });
    const form = `data=${encodeURIComponent(Buffer.from(JSON.stringify({ token: key, event: "Seen", distinct_id: "u" })).toString("base64"))}`;
    expect((await post("/api/posthog/capture", form, {})).status).toBe(200);
    const bearer = { authorization: `Bearer ${key}` };
    const answered = await post(
      "/api/posthog/i/v1/analytics/events",
      { batch: [{ event: "x", uuid: "1", distinct_id: "u" }] },
      bearer,
    );
    expect(answered.json).toEqual({ results: { "1": { result: "ok" } } });
    const rows = await stored();
    expect(rows).toHaveLength(4);
    expect(JSON.stringify(rows)).not.toContain(key);
    const { key: reader } = await testKey(ctx, ["contacts.read"]);
    expect((await post("/v1/track", { ...track, writeKey: reader }, {})).status).toBe(403);
    expect((await post("/v1/track", track, {})).status).toBe(401);
    expect((await post("/v1/track", track, { authorization: "Basic ???" })).status).toBe(401);
  });

  test("may be in a page of another site, and other addresses take nothing", async () => {
    const { post } = await collector();
    const asked = await answerCollector(new Request("http://homing.test/v1/t", { method: "OPTIONS" }));
    expect([asked.status, asked.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
    expect((await post("/v1/track", track)).headers.get("access-control-allow-origin")).toBe("*");
    expect((await post("/v1/elsewhere", track)).status).toBe(404);
    expect((await answerCollector(new Request("http://homing.test/v1/track"))).status).toBe(405);
  });
});

test("one wrong message costs no other, and is written down with its reason", async () => {
  const { post, stored, refusals } = await collector();
  const wrong = [
    { type: "track", userId: "u1" },
    { type: "track", event: "Paid" },
    { type: "sing", userId: "u1" },
    { type: "alias", userId: "u1" },
    { ...track, properties: { text: "x".repeat(33_000) } },
    { ...track, properties: { text: "a\0b" } },
    { ...track, event: "x".repeat(201) },
    { ...track, userId: "x".repeat(256) },
    7,
  ];
  const { json } = await post("/v1/batch", { batch: [...wrong, { ...track, messageId: "good" }] });
  expect(json).toEqual({ success: true });
  expect((await stored()).map(({ messageId }) => messageId)).toEqual(["good"]);
  await expect.poll(async () => (await refusals()).length).toBe(wrong.length);
  expect((await refusals()).every(({ reason }) => reason.endsWith("."))).toBe(true);
  await post("/v1/batch", { batch: Array.from({ length: 500 }, () => 7) });
  await expect.poll(async () => (await refusals()).length).toBe(100);
});

test("context and integrations of a batch hold for each message, and the time is put right", async () => {
  const { post, stored } = await collector();
  const slow = Date.now() - 3_600_000;
  const timestamp = new Date(slow - 60_000).toISOString();
  const sentAt = new Date(slow).toISOString();
  const context = { ip: "192.0.2.1", locale: "en" };
  await post("/v1/batch", { sentAt, context, batch: [{ ...track, timestamp, context: { locale: "de" } }] });
  const passedOn = { ...track, timestamp, sentAt, receivedAt: sentAt };
  await post("/v1/track", passedOn);
  const [one, other] = await stored();
  expect(one!.details).toMatchObject({ context: { ip: "192.0.2.1", locale: "de" }, timestamp });
  expect(Math.abs(one!.occurredAt.getTime() - (Date.now() - 60_000))).toBeLessThan(10_000);
  expect(other!.occurredAt.toISOString()).toBe(timestamp);
});

describe("who somebody is", () => {
  const traits = { email: "ada@example.net", firstName: "Ada", plan: "Pro", birthday: "soon" };

  test("brings nobody back to a list, and changes no suppression and no consent", async () => {
    const { ctx, identify } = await collector();
    const list = await testList(ctx);
    const contact = await testContact(ctx, { email: "ada@example.net", listIds: [list.id] });
    await endSubscriptions(ctx, {
      ...{ contactIds: [contact.id], listIds: null, reason: null },
      proof: { method: "manual" },
    });
    const where = { workspaceId: ctx.workspaceId };
    const before = [await prisma.consentRecord.count({ where }), await prisma.suppression.findMany({ where })];
    await identify({ userId: "u1", traits: { ...traits, subscribed: true, unsubscribed: false, status: "confirmed" } });
    expect(await prisma.subscription.findMany({ where })).toMatchObject([{ status: "unsubscribed" }]);
    expect([await prisma.consentRecord.count({ where }), await prisma.suppression.findMany({ where })]).toEqual(before);
    expect(await prisma.contact.findMany({ where })).toMatchObject([
      { id: contact.id, firstName: "Ada", externalId: "u1" },
    ]);
  });

  test("is kept until there is an address, and then all that came before is theirs", async () => {
    const { ctx, post, identify, stored } = await collector();
    await post("/v1/page", { anonymousId: "a1", name: "Home" });
    await post("/v1/track", track);
    const early = await identify({ userId: "u1", anonymousId: "a1", traits: { firstName: "Ada" } });
    expect([early.contactId, JSON.stringify(early.applied)]).toEqual([null, expect.stringContaining("no address")]);
    await identify({ userId: "u1", traits });
    const contact = await prisma.contact.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    const rows = await stored();
    expect(rows.map(({ contactId }) => contactId === contact.id)).toEqual([true, true, true, true]);
    await post("/v1/track", { type: "track", anonymousId: "a1", event: "Later" });
    expect((await stored()).at(-1)!.contactId).toBe(contact.id);
  });

  test("does to contacts what the rule says, and the event tells what could not be used", async () => {
    const { ctx, identify } = await collector();
    const where = { workspaceId: ctx.workspaceId };
    await changeIdentityRule(ctx, { ...usualRule, traits: [...usualRule.traits], createsContacts: false });
    const none = await identify({ userId: "u1", traits });
    expect([await prisma.contact.count({ where }), none.applied]).toEqual([
      0,
      {
        action: "none",
        notes: expect.arrayContaining([{ trait: "", text: expect.stringContaining("makes no contacts") }]),
      },
    ]);
    await changeIdentityRule(ctx, { ...usualRule, traits: [...usualRule.traits] });
    await identify({ userId: "u1", traits });
    const kept = await identify({ userId: "u1", traits: { email: "other@example.net" } });
    expect(JSON.stringify(kept.applied)).toContain("keeps its address");
    expect(await prisma.contact.findMany({ where })).toMatchObject([{ email: "ada@example.net" }]);
    await changeIdentityRule(ctx, { ...usualRule, traits: [...usualRule.traits], changesAddresses: true });
    await identify({ userId: "u1", traits: { email: "other@example.net" } });
    expect(await prisma.contact.findMany({ where })).toMatchObject([{ email: "other@example.net", externalId: "u1" }]);
    expect(await prisma.auditEntry.count({ where: { ...where, action: "event_rule.changed" } })).toBe(3);
  });

  test("two at one address are one contact, and a device is of whoever had it last", async () => {
    const { ctx, post, identify, stored } = await collector();
    const where = { workspaceId: ctx.workspaceId };
    await identify({ userId: "u1", anonymousId: "device", traits });
    await identify({ userId: "u2", traits });
    await post("/v1/track", { ...track, userId: "u2" });
    const [contact] = await prisma.contact.findMany({ where });
    expect((await stored()).every(({ contactId }) => contactId === contact!.id)).toBe(true);
    const next = await identify({ userId: "u3", anonymousId: "device", traits: { email: "bob@example.net" } });
    await post("/v1/track", { type: "track", anonymousId: "device", event: "Seen" });
    expect((await stored()).at(-1)!.contactId).toBe(next.contactId);
    expect(next.contactId).not.toBe(contact!.id);
  });

  test("many at once, some of them the same, come out one by one", async () => {
    const { ctx, post } = await collector();
    const batch = Array.from({ length: 600 }, (_, at) => ({
      ...{ type: "identify", userId: `u${at % 250}`, messageId: `m${at}` },
      traits: { email: `p${at % 240}@example.net`, firstName: `Name ${at}` },
    }));
    await post("/v1/batch", { batch });
    await flushIdentities();
    const where = { workspaceId: ctx.workspaceId };
    expect(await prisma.contact.count({ where })).toBe(240);
    expect(await prisma.customEvent.count({ where: { ...where, contactId: null } })).toBe(0);
    expect(await prisma.eventIdentity.count({ where: { ...where, appliedAt: null } })).toBe(0);
  });
});

describe("whoever reads a key in a web page", () => {
  const where = (ctx: { workspaceId: string }) => ({ workspaceId: ctx.workspaceId });

  test("takes nobody's address and nobody's id, whatever the rule says", async () => {
    const { ctx, identify, tellOpenly } = await collector();
    await changeIdentityRule(ctx, { ...usualRule, traits: [...usualRule.traits], changesAddresses: true });
    const ada = await testContact(ctx, { email: "ada@example.net" });
    // An id that the program gives out later, and one beside an address of somebody who has none yet.
    await tellOpenly({ userId: "4711", traits: { email: "mallory@example.net" } });
    await tellOpenly({ userId: "mallory", traits: { email: "ada@example.net" } });
    expect(await prisma.contact.count({ where: { ...where(ctx), externalId: { not: null } } })).toBe(0);
    const told = await identify({ userId: "4711", traits: { email: "ada@example.net", firstName: "Ada" } });
    expect(told.contactId).toBe(ada.id);
    const people = await prisma.contact.findMany({ where: where(ctx), orderBy: { email: "asc" } });
    expect(people).toMatchObject([
      { id: ada.id, email: "ada@example.net", externalId: "4711", firstName: "Ada" },
      { email: "mallory@example.net", externalId: null, firstName: null },
    ]);
    const moved = await tellOpenly({ userId: "4711", traits: { email: "mallory@example.net" } });
    expect(JSON.stringify(moved.applied)).toContain("may change no contacts");
    await tellOpenly({ userId: "mallory", anonymousId: "4711", traits: { email: "mallory@example.net" } });
    const later = await tellOpenly({ ...track, userId: "4711" }, "/v1/track");
    expect(later.contactId).toBe(ada.id);
    expect(await prisma.contact.count({ where: { ...where(ctx), email: "ada@example.net" } })).toBe(1);
  });

  test("has what is said of an address written to no other contact", async () => {
    const { ctx, tellOpenly } = await collector();
    await tellOpenly({ userId: "4711", traits: { email: "mallory@example.net" } });
    await tellOpenly({ userId: "4711", traits: { email: "ada@example.net", firstName: "Ada" } });
    const people = await prisma.contact.findMany({ where: where(ctx), orderBy: { email: "asc" } });
    expect(people.map(({ email, firstName }) => [email, firstName])).toEqual([
      ["ada@example.net", "Ada"],
      ["mallory@example.net", null],
    ]);
  });

  test("keeps no true message out by telling its id before", async () => {
    const { post, stored, tellOpenly } = await collector();
    await tellOpenly({ ...track, event: "Forged", messageId: "order-4711" }, "/v1/track");
    for (let time = 0; time < 2; time++) await post("/v1/track", { ...track, messageId: "order-4711" });
    expect((await stored()).map(({ name }) => name)).toEqual(["Forged", "Paid"]);
  });
});

describe("a browser that two people use", () => {
  test("says nothing where a user is named", async () => {
    const { ctx, post, identify, stored } = await collector();
    const ada = await testContact(ctx, { email: "ada@example.net" });
    await identify({ userId: "u1", anonymousId: "tablet", traits: { email: "ada@example.net" } });
    const bob = await identify({ userId: "u2", anonymousId: "tablet", traits: { firstName: "Bob" } });
    await post("/v1/track", { ...track, userId: "u2", anonymousId: "tablet" });
    expect([bob.contactId, (await stored()).at(-1)!.contactId]).toEqual([null, null]);
    expect(await prisma.contact.findMany({ where: { workspaceId: ctx.workspaceId } })).toMatchObject([
      { id: ada.id, externalId: "u1", firstName: null },
    ]);
    await identify({ userId: "u2", traits: { email: "bob@example.net" } });
    const rows = await stored();
    expect(new Set(rows.slice(1).map(({ contactId }) => contactId))).not.toContain(ada.id);
    expect(rows.slice(1).every(({ contactId }) => contactId !== null)).toBe(true);
  });

  test("an address in the properties of an event may be a friend's", async () => {
    const { ctx, post, stored } = await collector();
    const friend = await testContact(ctx, { email: "friend@example.net" });
    const properties = { email: "friend@example.net" };
    await post("/v1/track", { ...track, event: "Friend Invited", properties });
    await post("/v1/track", { type: "track", event: "Order Completed", properties });
    expect((await stored()).map(({ contactId }) => contactId)).toEqual([null, friend.id]);
  });
});

describe("many who depend on each other", () => {
  /** Each transaction has a time of its own. */
  const times = async (workspaceId: string) => {
    const rows = await prisma.eventIdentity.findMany({ where: { workspaceId }, select: { appliedAt: true } });
    return {
      looked: rows.filter(({ appliedAt }) => appliedAt).length,
      rounds: new Set(rows.map(({ appliedAt }) => Number(appliedAt))).size,
    };
  };

  test.each([
    ["one address", (at: number) => ({ userId: `u${at}`, traits: { email: "all@example.net" } })],
    ["one browser", (at: number) => ({ userId: `u${at}`, anonymousId: "x", traits: { email: `p${at}@example.net` } })],
    ["one browser and no address", (at: number) => ({ userId: `u${at}`, anonymousId: "x" })],
    ["one former id", (at: number) => ({ type: "alias", userId: `u${at}`, previousId: "x" })],
    ["an address of somebody else's", (at: number) => ({ userId: `own${at}`, traits: { email: "ada@example.net" } })],
  ])("%s are looked at in few rounds", async (_what, message) => {
    const { ctx, post } = await collector();
    await changeIdentityRule(ctx, { ...usualRule, traits: [...usualRule.traits], changesAddresses: true });
    await testContact(ctx, { email: "ada@example.net" });
    const own = Array.from({ length: 150 }, (_, at) => ({ email: `own${at}@example.net`, externalId: `own${at}` }));
    await upsertContacts(ctx, own);
    const batch = Array.from({ length: 150 }, (_, at) => ({ type: "identify", ...message(at) }));
    await post("/v1/batch", { batch });
    await flushIdentities();
    const { looked, rounds } = await times(ctx.workspaceId);
    expect(looked).toBe(150);
    expect(rounds).toBeLessThanOrEqual(3);
  });
});
