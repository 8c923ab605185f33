import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findFields } from "@/lib/contacts/fields";
import type { Ctx } from "@/lib/context";
import { newId } from "@/lib/db/ids";
import { archiveList } from "@/lib/lists/archive-list";
import { createList } from "@/lib/lists/create-list";
import { findLists } from "@/lib/lists/queries";
import { subscribeContact } from "@/lib/lists/subscribe-contact";
import { unsubscribeContact } from "@/lib/lists/unsubscribe-contact";
import { testContact, testList, testMember, testWorkspace } from "@/tests/support/db";
import { changeContacts } from "./change-contacts";
import { contactProfile } from "./contact-profile";
import { contactTimeline } from "./contact-timeline";
import { createContact } from "./create-contact";
import { eraseContact } from "./erase-contacts";
import { createField, deleteField } from "./fields";
import { countContacts, findContacts } from "./find-contacts";
import { ContactFilters } from "./schema";
import { updateContact } from "./update-contact";

const everyone = ContactFilters.parse({});
const emails = async (ctx: Ctx, input: Parameters<typeof findContacts>[1] = {}) =>
  (await findContacts(ctx, input)).items.map(({ email }) => email);

describe("a contact", () => {
  test("is stored with its address read, fields typed, tags made, and lists joined with proof", async () => {
    const ctx = await testWorkspace();
    const list = await createList(ctx, { name: "News" });
    await createField(ctx, { label: "Age", type: "number" });
    const contact = await createContact(ctx, {
      email: "Ada@Example.COM",
      firstName: "Ada",
      fields: { age: "36" },
      tags: ["vip"],
      listIds: [list.id],
      consent: "Signed the guest book in London",
    });
    expect(contact).toMatchObject({
      email: "Ada@example.com",
      emailNormalized: "ada@example.com",
      fields: { age: 36 },
    });
    const profile = await contactProfile(ctx, contact.id);
    expect(profile).toMatchObject({ tags: ["vip"], subscriptions: [{ name: "News", status: "confirmed" }] });
    expect(profile.consents).toMatchObject([
      { kind: "opt_in", wording: "Signed the guest book in London", listName: "News" },
    ]);
    const timeline = await contactTimeline(ctx, { contactId: contact.id });
    expect(timeline.items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["contact.created", "contact.subscribed"]),
    );
  });

  test("cannot be added twice, and a wrong address names its field", async () => {
    const ctx = await testWorkspace();
    await createContact(ctx, { email: "ada@example.com" });
    await expect(createContact(ctx, { email: "ADA@example.com" })).rejects.toMatchObject({ code: "conflict" });
    await expect(createContact(ctx, { email: "ada" })).rejects.toMatchObject({
      fields: { email: expect.stringContaining("@") },
    });
  });

  test("a wrong field changes nothing at all", async () => {
    const ctx = await testWorkspace();
    await createField(ctx, { label: "Age", type: "number" });
    const contact = await createContact(ctx, { email: "ada@example.com", firstName: "Ada" });
    const change = { contactId: contact.id, firstName: "Augusta", fields: { age: "old" } };
    await expect(updateContact(ctx, change)).rejects.toMatchObject({
      fields: { "fields.age": "This should be a number." },
    });
    expect((await contactProfile(ctx, contact.id)).firstName).toBe("Ada");
  });

  test("erased is gone everywhere but in sums, suppressions and the ledger", async () => {
    const ctx = await testWorkspace();
    const list = await testList(ctx);
    const contact = await createContact(ctx, {
      email: "ada@example.com",
      listIds: [list.id],
      consent: "Asked for it by phone",
    });
    await ctx.db.message.create({
      data: {
        workspaceId: ctx.workspaceId,
        id: newId(),
        contactId: contact.id,
        email: contact.email,
        emailNormalized: contact.emailNormalized,
        emailDomain: contact.emailDomain,
      },
    });
    await eraseContact(ctx, { contactId: contact.id });
    const where = { workspaceId: ctx.workspaceId };
    expect(await ctx.db.contact.count({ where })).toBe(0);
    expect(await ctx.db.message.findFirst({ where })).toMatchObject({
      contactId: null,
      email: "erased@erased.invalid",
    });
    expect(await ctx.db.consentRecord.findFirst({ where })).toMatchObject({
      contactId: null,
      emailNormalized: "ada@example.com",
    });
    expect(await ctx.db.subscription.count({ where })).toBe(0);
  });
});

describe("subscriptions", () => {
  test("joining and leaving leave proof; asking twice changes nothing", async () => {
    const ctx = await testWorkspace();
    const [list, contact] = [await testList(ctx), await testContact(ctx)];
    const join = { listId: list.id, contactId: contact.id, consent: "Ticked the box" };
    await subscribeContact(ctx, join);
    await subscribeContact(ctx, join);
    expect(await unsubscribeContact(ctx, { contactId: contact.id })).toEqual({ ended: 1 });
    expect(await unsubscribeContact(ctx, { contactId: contact.id })).toEqual({ ended: 0 });
    const kinds = (await contactProfile(ctx, contact.id)).consents.map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(["opt_in", "opt_out"]);
  });

  test("a mass action never brings back who unsubscribed", async () => {
    const ctx = await testWorkspace();
    const list = await testList(ctx);
    const [gone, fresh] = [await testContact(ctx, { listIds: [list.id] }), await testContact(ctx)];
    await unsubscribeContact(ctx, { contactId: gone.id });
    const change = { kind: "add_to_list" as const, listId: list.id, consent: "From the fair" };
    expect(await changeContacts(ctx, { selection: { filters: everyone }, change })).toEqual({
      selected: 2,
      changed: 1,
    });
    expect(await emails(ctx, { list: list.id, status: "confirmed" })).toEqual([fresh.email]);
    expect((await findLists(ctx))[0]).toMatchObject({ confirmedCount: 1, unsubscribedCount: 1 });
  });

  test("an archived list takes nobody", async () => {
    const ctx = await testWorkspace();
    const [list, contact] = [await testList(ctx), await testContact(ctx)];
    await archiveList(ctx, { listId: list.id });
    const join = subscribeContact(ctx, { listId: list.id, contactId: contact.id, consent: "Ticked the box" });
    await expect(join).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("the table", () => {
  test("finds the beginning of address, domain and names, in any case, and takes wildcards as letters", async () => {
    const ctx = await testWorkspace();
    await testContact(ctx, { email: "ada@example.com", firstName: "Augusta Ada", lastName: "King" });
    await testContact(ctx, { email: "a_b@other.example", firstName: "Bob" });
    expect(await emails(ctx, { query: "AUG" })).toEqual(["ada@example.com"]);
    expect(await emails(ctx, { query: "king" })).toEqual(["ada@example.com"]);
    expect(await emails(ctx, { query: "@other" })).toEqual(["a_b@other.example"]);
    expect(await emails(ctx, { query: "a_b" })).toEqual(["a_b@other.example"]);
    expect(await emails(ctx, { query: "a%" })).toEqual([]);
  });

  test.each(["created", "email", "activity"] as const)("pages by %s show everybody exactly once", async (sort) => {
    const ctx = await testWorkspace();
    const at = new Date("2026-01-01T00:00:00Z");
    for (let n = 0; n < 23; n++) {
      const { id } = await testContact(ctx, { email: `c${n % 7}-${n}@example.com` });
      const lastActivityAt = n % 3 === 0 ? null : new Date(at.getTime() + (n % 4) * 1000);
      // Equal times on purpose: the id decides between them.
      await ctx.db.contact.updateMany({
        where: { workspaceId: ctx.workspaceId, id },
        data: { createdAt: at, lastActivityAt },
      });
    }
    for (const direction of ["asc", "desc"] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await findContacts(ctx, { sort, direction, limit: 5, cursor });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toHaveLength(23);
      expect(new Set(seen).size).toBe(23);
    }
  });

  test("a cursor of another order or a made-up one is refused in words", async () => {
    const ctx = await testWorkspace();
    await testContact(ctx);
    await testContact(ctx);
    const { nextCursor } = await findContacts(ctx, { limit: 1 });
    await expect(findContacts(ctx, { sort: "email", cursor: nextCursor ?? "" })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(findContacts(ctx, { cursor: "'; drop table contact" })).rejects.toMatchObject({ code: "invalid" });
  });
});

test("deleting a field takes its values from everybody", async () => {
  const ctx = await testWorkspace();
  await createField(ctx, { label: "Shoe size", type: "number" });
  const contact = await createContact(ctx, { email: "ada@example.com", fields: { shoe_size: 38 } });
  await deleteField(ctx, { fieldId: (await findFields(ctx))[0]?.id ?? "" });
  expect((await contactProfile(ctx, contact.id)).fields).toEqual({});
});

test("an analyst sees contacts and changes none", async () => {
  const ctx = await testWorkspace();
  const analyst = await testMember(ctx, "analyst");
  await expect(createContact(analyst, { email: "ada@example.com" })).rejects.toMatchObject({ code: "forbidden" });
  const erase = { selection: { filters: everyone }, change: { kind: "erase" as const } };
  await expect(changeContacts(analyst, erase)).rejects.toMatchObject({ code: "forbidden" });
  expect(await emails(analyst)).toEqual([]);
});

test("two workspaces with the same addresses never see or touch each other", async () => {
  const [one, two] = [await testWorkspace(), await testWorkspace()];
  const [listOne, listTwo] = [await testList(one), await testList(two)];
  await testContact(two, { email: "0@example.com", listIds: [listTwo.id] });
  const before = await findContacts(two, {});
  const local = fc.constantFrom("0", "1", "2");
  const step = fc.oneof(
    fc.record({ kind: fc.constant("create" as const), local }),
    fc.record({ kind: fc.constant("subscribe" as const), local, foreign: fc.boolean() }),
    fc.record({ kind: fc.constant("unsubscribe" as const), local }),
    fc.record({ kind: fc.constant("erase" as const), foreign: fc.boolean() }),
  );
  const foreignId = before.items[0]?.id ?? "";
  const act = async (one_: Ctx, s: typeof step extends fc.Arbitrary<infer S> ? S : never) => {
    if (s.kind === "create") return createContact(one_, { email: `${s.local}@example.com` });
    if (s.kind === "erase") {
      const selection = s.foreign ? { ids: [foreignId] } : { filters: everyone };
      return changeContacts(one_, { selection, change: { kind: "erase" } });
    }
    const found = (await findContacts(one_, { query: `${s.local}@example.com` })).items[0];
    if (s.kind === "unsubscribe") return unsubscribeContact(one_, { contactId: found?.id ?? foreignId });
    const listId = s.foreign ? listTwo.id : listOne.id;
    return subscribeContact(one_, { contactId: found?.id ?? foreignId, listId, consent: "Ticked the box" });
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      for (const one_step of steps)
        await act(one, one_step).catch((error: { code?: string }) => {
          expect(["conflict", "not_found"]).toContain(error.code);
        });
      expect(await findContacts(two, {})).toEqual(before);
      expect(await countContacts(two, everyone)).toEqual({ count: 1, capped: false });
    }),
    { numRuns: 15 },
  );
});

test("an invisible character that cannot be stored is refused in words", async () => {
  const ctx = await testWorkspace();
  await expect(findContacts(ctx, { query: "a\0b" })).rejects.toThrow(/invisible/);
  await expect(createContact(ctx, { email: "ada@example.com", firstName: "A\0" })).rejects.toThrow(/invisible/);
  await createField(ctx, { label: "Note", type: "text" });
  const note = { email: "ada@example.com", fields: { note: "a\0b" } };
  await expect(createContact(ctx, note)).rejects.toMatchObject({ code: "invalid" });
});
