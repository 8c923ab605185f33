import { describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { newId, publicId } from "@/lib/base/db/ids";
import { findFields } from "@/lib/people/contacts/fields";
import { createSubscriber } from "@/lib/people/lists/create-subscriber";
import { testContact, testList, testMember, testWorkspace } from "@/tests/support/db";
import { contactIdOf } from "./contact-id";
import { contactProfile } from "./contact-profile";
import { contactTimeline } from "./contact-timeline";
import { createContact } from "./create-contact";
import { eraseContact } from "./erase-contacts";
import { createField, deleteField } from "./fields";
import { findContacts } from "./find-contacts";
import { updateContact } from "./update-contact";

const emails = async (ctx: Ctx, input: Parameters<typeof findContacts>[1] = {}) =>
  (await findContacts(ctx, input)).items.map(({ email }) => email);

describe("a contact", () => {
  test("is stored with its address read, fields typed and tags made", async () => {
    const ctx = await testWorkspace();
    await createField(ctx, { label: "Age", type: "number" });
    const person = { email: "Ada@Example.COM", firstName: "Ada", fields: { age: "36" }, tags: ["vip"] };
    const contact = await createContact(ctx, person);
    expect(contact).toMatchObject({
      email: "Ada@example.com",
      emailNormalized: "ada@example.com",
      fields: { age: 36 },
    });
    expect(await contactProfile(ctx, contact.id)).toMatchObject({ tags: ["vip"], subscriptions: [] });
    const timeline = await contactTimeline(ctx, { contactId: contact.id });
    expect(timeline.items.map(({ type }) => type)).toEqual(["contact.created"]);
  });

  test("of another workspace has no timeline", async () => {
    const contact = await testContact(await testWorkspace());
    const timeline = contactTimeline(await testWorkspace(), { contactId: contact.id });
    await expect(timeline).rejects.toMatchObject({ code: "not_found" });
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
    const contact = await createSubscriber(ctx, {
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
      ...{ contactId: null, emailNormalized: "", addressMac: expect.stringMatching(/^[\w-]{43}$/) },
      ...{ kind: "opt_in", status: "confirmed", listName: "Newsletter", ip: null, evidence: {} },
    });
    expect(await ctx.db.subscription.count({ where })).toBe(0);
  });

  test("erased is no longer named by the audit log, which still says what was done", async () => {
    const ctx = await testWorkspace();
    const named = { email: "rose@example.com", firstName: "Rose", lastName: "May" };
    const contact = await createContact(ctx, named);
    await createContact(ctx, { email: "may@example.com", firstName: "May" });
    await updateContact(ctx, { contactId: contact.id, email: "rose.june@example.com", lastName: "June" });
    await eraseContact(ctx, { contactId: contact.id });
    const where = { workspaceId: ctx.workspaceId };
    const own = await ctx.db.auditEntry.findMany({
      where: { ...where, subjectId: contact.id },
      orderBy: { id: "asc" },
    });
    expect(own.map(({ action }) => action)).toEqual(["contact.created", "contact.updated", "contact.erased"]);
    expect(JSON.stringify(own)).not.toMatch(/rose|may|june/i);
    const others = await ctx.db.auditEntry.findMany({ where: { ...where, subjectId: { not: contact.id } } });
    expect(JSON.stringify(others)).toContain("May");
  });
});

describe("the table", () => {
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
    const [id, moment] = ["01996f00-0000-7000-8000-000000000001", "2026-03-04 09:30:00.5+00"];
    const forged = (sort: "created" | "email" | "activity", ...parts: string[]) =>
      findContacts(ctx, {
        sort,
        cursor: Buffer.from(JSON.stringify([sort, "desc", ...parts])).toString("base64url"),
      });
    for (const key of [moment, "-infinity", "2026-02-31 00:00:00+05:30"])
      expect((await forged("activity", key, id)).items.length).toBeLessThanOrEqual(2);
    for (const key of ["99", "2026-99-01 00:00:00+00", "0000-01-01 00:00:00+00", "infinity", ""])
      await expect(forged("created", key, id), key).rejects.toMatchObject({ code: "invalid" });
    await expect(forged("created", moment, "-".repeat(36))).rejects.toMatchObject({ code: "invalid" });
    await expect(forged("email", "a\0", id)).rejects.toMatchObject({ code: "invalid" });
  });
});

test("deleting a field takes its values from everybody", async () => {
  const ctx = await testWorkspace();
  await createField(ctx, { label: "Shoe size", type: "number" });
  const contact = await createContact(ctx, { email: "ada@example.com", fields: { shoe_size: 38 } });
  await deleteField(ctx, { fieldId: (await findFields(ctx))[0]?.id ?? "" });
  expect((await contactProfile(ctx, contact.id)).fields).toEqual({});
});

test("what can be no name of a contact finds nobody", async () => {
  const ctx = await testWorkspace();
  const { id } = await createContact(ctx, { email: "ada@example.com" });
  await updateContact(ctx, { contactId: publicId("ctc", id), externalId: "4711" });
  expect(await contactIdOf(ctx, "external:4711")).toBe(id);
  for (const name of ["external:\0", "external:", `external:${"x".repeat(900)}`, "a\0@example.com", "ctc_\0", ""])
    await expect(contactIdOf(ctx, name), JSON.stringify(name)).rejects.toMatchObject({ code: "not_found" });
});

test("an analyst sees contacts and changes none", async () => {
  const ctx = await testWorkspace();
  const analyst = await testMember(ctx, "analyst");
  await expect(createContact(analyst, { email: "ada@example.com" })).rejects.toMatchObject({ code: "forbidden" });
  expect(await emails(analyst)).toEqual([]);
});

test("an invisible character that cannot be stored is refused in words", async () => {
  const ctx = await testWorkspace();
  await expect(findContacts(ctx, { query: "a\0b" })).rejects.toThrow(/invisible/);
  await expect(createContact(ctx, { email: "ada@example.com", firstName: "A\0" })).rejects.toThrow(/invisible/);
  await createField(ctx, { label: "Note", type: "text" });
  const note = { email: "ada@example.com", fields: { note: "a\0b" } };
  await expect(createContact(ctx, note)).rejects.toMatchObject({ code: "invalid" });
});
