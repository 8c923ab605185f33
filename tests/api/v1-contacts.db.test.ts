import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { lockNames } from "@/lib/base/db/taken";
import { createContact } from "@/lib/people/contacts/create-contact";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { createField } from "@/lib/people/contacts/fields";
import { callApi, testKey } from "../support/api-call";
import { testContact, testList, testWorkspace } from "../support/db";
import { untilItWaits } from "../support/until-it-waits";

async function caller() {
  const ctx = await testWorkspace();
  const { key } = await testKey(ctx);
  const call = (method: string, path: string, body?: unknown) => callApi(method, path, { key, body });
  const upsert = (body: unknown) => call("POST", "/contacts", body);
  return { ctx, call, upsert, where: { workspaceId: ctx.workspaceId } };
}

const consent = {
  wording: "Box on the checkout page",
  ip: "203.0.113.7",
  at: "2026-11-01T10:00:00Z",
  evidence: { order: 17 },
};

describe("one contact", () => {
  test("is made, found again by its id though the address changed, and unchanged by the same call", async () => {
    const { ctx, upsert, where } = await caller();
    await createField(ctx, { label: "Shoe size", type: "number", options: [] });
    const ada = {
      external_id: "4711",
      email: "Ada@Example.com",
      first_name: "Ada",
      fields: { shoe_size: 38 },
      tags: ["VIP"],
    };
    const made = await upsert(ada);
    expect([made.status, made.json.action]).toEqual([200, "created"]);
    expect(made.json.contact).toMatchObject({
      ...{ external_id: "4711", email: "Ada@example.com", first_name: "Ada", last_name: null },
      ...{ fields: { shoe_size: 38 }, tags: ["VIP"], lists: [], suppressed: null },
    });
    expect((await upsert(ada)).json.action).toBe("unchanged");
    const moved = await upsert({
      external_id: "4711",
      email: "ada@new.example",
      fields: { shoe_size: null },
      remove_tags: ["vip"],
    });
    expect(moved.json).toMatchObject({
      action: "updated",
      contact: { id: made.json.contact.id, email: "ada@new.example", first_name: "Ada", fields: {}, tags: [] },
    });
    expect(await prisma.contact.count({ where })).toBe(1);
    const audit = await prisma.auditEntry.findMany({
      where: { ...where, subjectType: "contact" },
      orderBy: { id: "asc" },
    });
    expect(audit.map(({ action, actorType }) => [action, actorType])).toEqual([
      ["contact.created", "key"],
      ["contact.updated", "key"],
    ]);
  });

  test("that is known by address gets the id of the program; another id or address of somebody else is a conflict", async () => {
    const { ctx, upsert } = await caller();
    const { id } = await testContact(ctx, { email: "bo@example.com" });
    const known = await upsert({ external_id: "b1", email: "BO@example.com" });
    expect(known.json).toMatchObject({ action: "updated", contact: { id: publicId("ctc", id), external_id: "b1" } });
    const other = await upsert({ external_id: "b2", email: "bo@example.com" });
    expect([other.status, other.json.errors]).toEqual([409, [expect.objectContaining({ field: "external_id" })]]);
    await upsert({ external_id: "c1", email: "cy@example.com" });
    const taken = await upsert({ external_id: "c1", email: "bo@example.com" });
    expect([taken.status, taken.json.errors]).toEqual([409, [expect.objectContaining({ field: "email" })]]);
    const nobody = await upsert({ external_id: "new" });
    expect([nobody.status, nobody.json.errors]).toEqual([422, [expect.objectContaining({ field: "email" })]]);
  });

  test("joins lists with proof only, and comes back only when it is said", async () => {
    const { ctx, call, upsert, where } = await caller();
    const list = await testList(ctx);
    const lists = [{ list_id: publicId("lst", list.id) }];
    const bare = await upsert({ email: "ada@example.com", lists });
    expect([bare.status, bare.json.errors]).toEqual([422, [expect.objectContaining({ field: "consent" })]]);
    const joined = await upsert({ email: "ada@example.com", lists, consent });
    expect(joined.json.contact.lists).toMatchObject([{ name: "Newsletter", status: "confirmed" }]);
    const proof = await prisma.consentRecord.findFirstOrThrow({ where });
    const said = await prisma.consentWording.findFirstOrThrow({ where: { ...where, id: proof.wordingId! } });
    expect({ ...proof, wording: said.text }).toMatchObject({
      ...{ kind: "opt_in", method: "api", wording: consent.wording, ip: consent.ip },
      evidence: { order: 17, agreedAt: consent.at, broughtBy: "Test key" },
    });
    const at = `/contacts/ada@example.com/subscriptions/${lists[0]!.list_id}`;
    expect((await call("DELETE", `${at}?reason=too%20many`)).json).toEqual({ ended: 1 });
    expect((await upsert({ email: "ada@example.com", lists, consent })).json.action).toBe("unchanged");
    expect((await call("PUT", at, { consent })).status).toBe(409);
    expect((await call("PUT", at, { consent, resubscribe: true })).json).toMatchObject({
      status: "confirmed",
      source: "api",
    });
    expect((await call("GET", "/contacts/ada@example.com/subscriptions")).json.data).toHaveLength(1);
    expect((await call("DELETE", "/contacts/ada@example.com/subscriptions")).json).toEqual({ ended: 1 });
    const gone = await upsert({ email: "ada@example.com", lists: [{ list_id: "lst_1" }], consent });
    expect([gone.status, gone.json.errors]).toEqual([422, [expect.objectContaining({ field: "lists.0.list_id" })]]);
  });

  test("who is erased while a call puts them on a list does not come back by it; another workspace's list is none", async () => {
    const { ctx, call, where } = await caller();
    const list = await testList(ctx);
    const { id } = await testContact(ctx, { email: "ada@example.com" });
    const foreign = publicId("lst", (await testList(await testWorkspace())).id);
    const subscribe = (listId: string) =>
      call("PUT", `/contacts/${publicId("ctc", id)}/subscriptions/${listId}`, { consent });
    expect((await subscribe(foreign)).json.code).toBe("not_found");
    const { answer } = await prisma.$transaction(async (db) => {
      await eraseContact({ ...ctx, db }, { contactId: id });
      const asked = subscribe(publicId("lst", list.id));
      await untilItWaits("external_id");
      return { answer: asked };
    });
    expect((await answer).json.code).toBe("not_found");
    expect(await prisma.contact.count({ where })).toBe(0);
    expect(await prisma.subscription.count({ where })).toBe(0);
  });

  test("is got and changed by id, address and the id of the program, and erased", async () => {
    const { call, upsert, where } = await caller();
    const { id } = (await upsert({ external_id: "a/1", email: "ada+x@example.com" })).json.contact;
    for (const name of [id, "ada+x@example.com", "email:ADA%2Bx@example.com", "external:a%2F1"]) {
      expect((await call("GET", `/contacts/${name}`)).json.id, name).toBe(id);
    }
    for (const name of ["nobody@example.com", "external:", "external:a", "ctc_!", "me", "lst_1"]) {
      expect((await call("GET", `/contacts/${name}`)).status, name).toBe(404);
    }
    const changed = await call("PATCH", `/contacts/${id}`, { external_id: null, last_name: "King", tags: ["B", "A"] });
    expect(changed.json).toMatchObject({ external_id: null, last_name: "King", tags: ["A", "B"] });
    const wrong = await call("PATCH", `/contacts/${id}`, { time_zone: "Mars", fields: { shoe: 1 } });
    expect(wrong.json.errors.map(({ field }: { field: string }) => field)).toEqual(["time_zone"]);
    expect((await call("DELETE", `/contacts/${id}`)).status).toBe(204);
    expect((await call("DELETE", `/contacts/${id}`)).status).toBe(404);
    expect(await prisma.contact.count({ where })).toBe(0);
  });
});

describe("many contacts", () => {
  test("are judged one by one, and those that are right are saved", async () => {
    const { ctx, call, where } = await caller();
    const list = await testList(ctx);
    await testContact(ctx, { email: "known@example.com", firstName: "Kim" });
    const lists = [{ list_id: publicId("lst", list.id) }];
    const contacts = [
      { email: "new@example.com", external_id: "n", tags: ["A"], lists, consent },
      { email: "known@example.com", first_name: "Kim" },
      { email: "known2@example.com", first_name: "x".repeat(300) },
      { email: "not an address" },
      { email: "NEW@example.com" },
      { external_id: "n", email: "newer@example.com" },
      { email: "a@example.com", colour: "red", firstName: "A" },
      { email: "b@example.com", fields: { nothing: 1 } },
      { email: "c@example.com", lists },
      { email: "d@example.com", resubscribe: true },
      5,
    ];
    const { status, json } = await call("POST", "/contacts/batch", { contacts });
    expect(status).toBe(200);
    expect(
      json.results.map(({ action, errors }: { action: string; errors: { field: string }[] }) => [
        action,
        ...errors.map(({ field }) => field),
      ]),
    ).toEqual([
      ["created"],
      ["unchanged"],
      ["failed", "first_name"],
      ["failed", "email"],
      ["failed", "email"],
      ["failed", "external_id"],
      ["failed", "colour", "firstName"],
      ["failed", "fields.nothing"],
      ["failed", "consent"],
      ["failed", "resubscribe"],
      ["failed", "body"],
    ]);
    expect(await prisma.contact.count({ where })).toBe(2);
    expect(await prisma.subscription.count({ where: { ...where, status: "confirmed" } })).toBe(1);
    const audit = await prisma.auditEntry.findFirstOrThrow({ where: { ...where, action: "contacts.upserted" } });
    expect(audit.after).toEqual({ created: 1, updated: 0, unchanged: 1, failed: 9 });
    expect((await call("POST", "/contacts/batch", { contacts: [] })).status).toBe(422);
    expect((await call("POST", "/contacts/batch", { contacts: Array(1001).fill({}) })).status).toBe(422);
  });

  test("that mean the same person, one by the id and one by the address, are two of one: the second fails", async () => {
    const { call, upsert, where } = await caller();
    await upsert({ external_id: "m1", email: "mo@example.com" });
    const actions = async (contacts: unknown[]) =>
      (await call("POST", "/contacts/batch", { contacts })).json.results.map(
        ({ action, errors }: { action: string; errors: { field: string }[] }) => [
          action,
          ...errors.map((e) => e.field),
        ],
      );
    const byBoth = [
      { external_id: "m1", first_name: "Mo" },
      { email: "MO@example.com", first_name: "Max", last_name: "Power" },
    ];
    expect(await actions(byBoth)).toEqual([["updated"], ["failed", "email"]]);
    expect(await actions(byBoth.toReversed())).toEqual([["updated"], ["failed", "external_id"]]);
    const moved = [
      { external_id: "m1", email: "moved@example.com" },
      { email: "mo@example.com", last_name: "Lost" },
    ];
    expect(await actions(moved)).toEqual([["updated"], ["failed", "email"]]);
    expect(await prisma.contact.findMany({ where })).toMatchObject([
      { email: "moved@example.com", firstName: "Max", lastName: "Power" },
    ]);
  });

  test("a thousand come in one call, again as they are, and no more than a limit allows", async () => {
    const { ctx, call, where } = await caller();
    const people = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => ({
        external_id: `p${from + n}`,
        email: `p${from + n}@example.com`,
        first_name: "P",
        tags: ["Many"],
      }));
    const actions = async (contacts: unknown[]) => {
      const { json } = await call("POST", "/contacts/batch", { contacts });
      const counts: Record<string, number> = {};
      for (const { action } of json.results) counts[action] = (counts[action] ?? 0) + 1;
      return counts;
    };
    expect(await actions(people(0, 1000))).toEqual({ created: 1000 });
    expect(await actions(people(500, 1000))).toEqual({ unchanged: 500, created: 500 });
    await prisma.workspace.update({ where: { id: ctx.workspaceId }, data: { maxContacts: 1510 } });
    expect(await actions(people(1490, 30))).toEqual({ unchanged: 10, created: 10, failed: 10 });
    expect(await prisma.contact.count({ where })).toBe(1510);
    await prisma.workspace.update({
      where: { id: ctx.workspaceId },
      data: { suspendedAt: new Date(), suspendedReason: "Spam" },
    });
    expect((await call("POST", "/contacts/batch", { contacts: people(0, 1) })).json.code).toBe("conflict");
  });

  test("two calls at once with the same people give each one contact", async () => {
    const { call, where } = await caller();
    const contacts = Array.from({ length: 50 }, (_, n) => ({
      external_id: `r${n}`,
      email: `r${n}@example.com`,
      tags: [`T${n % 3}`],
    }));
    const answers = await Promise.all(
      [0, 1, 2].map((turn) =>
        call("POST", "/contacts/batch", { contacts: turn === 1 ? contacts.toReversed() : contacts }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await prisma.contact.count({ where })).toBe(50);
    const created = answers.flatMap(({ json }) => json.results).filter(({ action }) => action === "created");
    expect(created).toHaveLength(50);
  });

  test("and somebody added in the app at the same time never wait for each other", async () => {
    const { ctx, call, where } = await caller();
    const { answer } = await prisma.$transaction(async (db) => {
      const tx = { ...ctx, db };
      await lockNames(tx, "tag");
      const asked = call("POST", "/contacts/batch", { contacts: [{ email: "ada@example.com", tags: ["New"] }] });
      await untilItWaits("pg_advisory_xact_lock");
      await createContact(tx, { email: "bo@example.com", tags: ["New"] });
      return { answer: asked };
    });
    expect((await answer).json.results).toMatchObject([{ action: "created" }]);
    expect(await prisma.contact.count({ where })).toBe(2);
  });

  test("are found page by page, each once", async () => {
    const { ctx, call } = await caller();
    for (let n = 0; n < 7; n++) await testContact(ctx, { email: `page${n}@example.com` });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
      const { json } = await call("GET", `/contacts?limit=3${query}`);
      seen.push(...json.data.map(({ email }: { email: string }) => email));
      expect(json.has_more).toBe(json.next_cursor !== null);
      cursor = json.next_cursor;
    } while (cursor);
    expect(seen.toSorted()).toEqual(Array.from({ length: 7 }, (_, n) => `page${n}@example.com`));
  });
});

test("lists, fields, tags and suppressions are kept by programs too", async () => {
  const { call } = await caller();
  const list = (await call("POST", "/lists", { name: "News" })).json;
  expect((await call("PATCH", `/lists/${list.id}`, { is_public: false })).json).toMatchObject({
    is_public: false,
    name: "News",
  });
  expect((await call("PUT", `/lists/${list.id}/archive`)).json.archived_at).toEqual(expect.any(String));
  expect((await call("GET", "/lists?archived=yes")).json.data).toHaveLength(1);
  expect((await call("DELETE", `/lists/${list.id}/archive`)).json.archived_at).toBeNull();
  expect((await call("GET", `/lists/${list.id}`)).json).toMatchObject({ confirmed_count: 0, double_opt_in: false });

  const field = (await call("POST", "/fields", { label: "Size", type: "select", options: ["S", "M"] })).json;
  expect(field).toMatchObject({ key: "size", options: ["S", "M"] });
  expect((await call("PATCH", `/fields/${field.id}`, { label: "Shirt" })).json).toMatchObject({ label: "Shirt" });
  expect((await call("GET", "/fields")).json.data).toHaveLength(1);
  expect((await call("DELETE", `/fields/${field.id}`)).status).toBe(204);

  const tag = (await call("POST", "/tags", { name: "Lead" })).json;
  expect((await call("GET", "/tags")).json.data).toEqual([tag]);
  expect((await call("DELETE", `/tags/${tag.id}`)).status).toBe(204);

  const added = await call("POST", "/suppressions", {
    emails: ["a@example.com", "nonsense", "A@example.com"],
    note: "By phone",
  });
  expect(added.json).toMatchObject({ read: 3, added: 1, known: 1, refused: 1 });
  const [suppression] = (await call("GET", "/suppressions?query=a@")).json.data;
  expect(suppression).toMatchObject({ email: "a@example.com", reason: "manual", note: "By phone" });
  expect((await call("GET", "/suppressions/a@example.com")).json).toMatchObject({ blocked: true, confirmed_lists: [] });
  const lifted = await call("POST", "/suppressions/lifting", {
    suppression_ids: [suppression.id],
    note: "Our mistake",
  });
  expect(lifted.json).toEqual({ lifted: 1 });
  expect((await call("GET", "/suppressions")).json.data).toEqual([]);
});
