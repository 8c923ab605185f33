import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { createContact } from "@/lib/people/contacts/create-contact";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { createField, deleteField, findFields, updateField } from "@/lib/people/contacts/fields";
import { countContacts, findContacts } from "@/lib/people/contacts/find-contacts";
import { ContactFilters } from "@/lib/people/contacts/schema";
import { updateContact } from "@/lib/people/contacts/update-contact";
import { testContact, testWorkspace } from "@/tests/support/db";
import { untilItWaits } from "@/tests/support/until-it-waits";
import { gramsOfWord } from "./grams";
import { indexContacts, indexSeen, indexWritten } from "./index-contacts";
import { indexStale } from "./index-stale";
import { searchShape } from "./search-shape";
import { searchWords } from "./search-text";
import { searchWhere } from "./search-where";

async function found(ctx: Ctx, query: string): Promise<string[]> {
  const { items } = await findContacts(ctx, { query, sort: "email", direction: "asc" });
  const { count } = await countContacts(ctx, ContactFilters.parse({ query }));
  expect(count).toBe(items.length);
  return items.map(({ email }) => email);
}

async function people(): Promise<Ctx> {
  const ctx = await testWorkspace();
  await testContact(ctx, { email: "max.user12@beispiel.example", firstName: "Max", lastName: "Müller" });
  await testContact(ctx, { email: "anna@gmail.example", firstName: "Anna", lastName: "Krüger" });
  await testContact(ctx, { email: "a_b@100%.example", firstName: "Łukasz", lastName: "Groß" });
  return ctx;
}

test.each([
  ["user12", ["max.user12@beispiel.example"]],
  ["beispiel", ["max.user12@beispiel.example"]],
  ["Anna Krü", ["anna@gmail.example"]],
  ["Muller", ["max.user12@beispiel.example"]],
  ["müLLer max", ["max.user12@beispiel.example"]],
  ["gross", ["a_b@100%.example"]],
  ["lukasz", ["a_b@100%.example"]],
  ["a_b", ["a_b@100%.example"]],
  ["axb", []],
  ["100%", ["a_b@100%.example"]],
  ["max%", []],
  ["%", []],
  ["@gmail", ["anna@gmail.example"]],
  ["an", ["anna@gmail.example"]],
])("“%s” finds any part, without accents and case, and takes wildcards as letters", async (query, emails) => {
  expect(await found(await people(), query)).toEqual(emails);
});

test("hostile searches find nobody and break nothing", async () => {
  const ctx = await people();
  for (const query of [
    "🎉",
    "\ud800",
    "\udfff\ud800",
    "\\",
    "_",
    "x".repeat(254),
    "'; drop table contact; --",
    "\u202e",
  ])
    expect(await found(ctx, query), JSON.stringify(query)).toEqual([]);
});

test("never those of another workspace", async () => {
  await people();
  expect(await found(await testWorkspace(), "anna")).toEqual([]);
});

test("what a contact was before is not found any more, and an erased one leaves nothing", async () => {
  const ctx = await testWorkspace();
  const { id } = await createContact(ctx, { email: "ada@example.com", lastName: "Byron" });
  await updateContact(ctx, { contactId: publicId("ctc", id), lastName: "Lovelace" });
  expect([await found(ctx, "byron"), await found(ctx, "lovelace")]).toEqual([[], ["ada@example.com"]]);
  await eraseContact(ctx, { contactId: publicId("ctc", id) });
  expect(await prisma.contactSearch.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});

test("of the custom fields those are searched that are chosen, for everybody who is there already", async () => {
  const ctx = await testWorkspace();
  await createField(ctx, { label: "City", type: "text", searchable: true });
  await createField(ctx, { label: "Secret", type: "text" });
  await createContact(ctx, { email: "ada@example.com", fields: { city: "Łódź", secret: "hidden" } });
  expect([await found(ctx, "lodz"), await found(ctx, "hidden")]).toEqual([["ada@example.com"], []]);
  const [city, secret] = await findFields(ctx);
  await updateField(ctx, { fieldId: publicId("fld", secret!.id), searchable: true });
  await updateField(ctx, { fieldId: publicId("fld", city!.id), searchable: false });
  expect(await indexStale(ctx, { maxMs: 10_000 })).toBeNull();
  expect([await found(ctx, "lodz"), await found(ctx, "hidden")]).toEqual([[], ["ada@example.com"]]);
});

test("the job makes rows that are missing or older than their contact, once, and goes on where it stopped", async () => {
  const ctx = await people();
  const where = { workspaceId: ctx.workspaceId };
  await prisma.contactSearch.deleteMany({ where });
  expect(await found(ctx, "user12")).toEqual([]);
  expect(await found(ctx, "Max.User12@beispiel.example")).toEqual(["max.user12@beispiel.example"]);
  // The release before writes contacts and knows nothing of their rows.
  expect(await indexStale(ctx, { maxMs: 10_000 })).toBeNull();
  await prisma.contact.updateMany({
    where: { ...where, email: "anna@gmail.example" },
    data: { lastName: "Schmidt", updatedAt: new Date(Date.now() + 1000) },
  });
  expect(await found(ctx, "schmidt")).toEqual([]);
  expect(await indexStale(ctx, { maxMs: 10_000 })).toBeNull();
  expect(await found(ctx, "schmidt"), "a look is good for a day").toEqual([]);
  await prisma.contactSearch.deleteMany({ where });
  expect(await indexStale(ctx, { maxMs: 0, after: null }), "but for one that was asked for").toBeNull();
  await prisma.contact.updateMany({
    where: { ...where, email: "a_b@100%.example" },
    data: { lastName: "Vogel", updatedAt: new Date(Date.now() + 2000) },
  });
  const tomorrow = { ...ctx, now: () => new Date(Date.now() + 25 * 3_600_000) };
  expect(await indexStale(tomorrow, { maxMs: 10_000 })).toBeNull();
  expect([await found(ctx, "schmidt"), await found(ctx, "krüger")]).toEqual([["anna@gmail.example"], []]);
  expect(await found(ctx, "vogel")).toEqual(["a_b@100%.example"]);
});

test("the row of somebody who is erased while it is written goes too", async () => {
  const ctx = await testWorkspace();
  const { id } = await createContact(ctx, { email: "ada@example.com" });
  const erased = await prisma.$transaction(async (db) => {
    await indexContacts({ ...ctx, db }, [id]);
    const erasing = eraseContact(ctx, { contactId: publicId("ctc", id) });
    await untilItWaits("delete from contact");
    return { erasing };
  });
  await erased.erasing;
  await indexContacts(ctx, [id]);
  expect(await prisma.contactSearch.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});

test("the job takes rows away whose contact is gone", async () => {
  const ctx = await people();
  const where = { workspaceId: ctx.workspaceId };
  await prisma.contact.deleteMany({ where: { ...where, email: "anna@gmail.example" } });
  expect(await prisma.contactSearch.count({ where })).toBe(3);
  expect(await indexStale(ctx, { maxMs: 10_000 })).toBeNull();
  expect(await prisma.contactSearch.count({ where })).toBe(2);
  expect(await found(ctx, "example")).toHaveLength(2);
});

test("what was changed last is found, also where the clock of who changed it before went ahead", async () => {
  const ctx = await testWorkspace();
  const { id } = await createContact(ctx, { email: "ada@example.com", lastName: "Byron" });
  const ahead = new Date(Date.now() + 60_000);
  const where = { workspaceId: ctx.workspaceId, id };
  await prisma.contact.updateMany({ where, data: { updatedAt: ahead } });
  await prisma.contactSearch.updateMany({
    where: { workspaceId: ctx.workspaceId, contactId: id },
    data: { contactUpdatedAt: ahead },
  });
  await updateContact(ctx, { contactId: publicId("ctc", id), lastName: "Lovelace" });
  expect([await found(ctx, "byron"), await found(ctx, "lovelace")]).toEqual([[], ["ada@example.com"]]);
  await prisma.contact.updateMany({ where, data: { lastName: "King", updatedAt: new Date(Date.now() - 60_000) } });
  expect(await indexStale(ctx, { maxMs: 10_000 })).toBeNull();
  expect([await found(ctx, "lovelace"), await found(ctx, "king")]).toEqual([[], ["ada@example.com"]]);
});

test("the job leaves what somebody wrote since it looked", async () => {
  const ctx = await testWorkspace();
  const { id } = await createContact(ctx, { email: "ada@example.com", lastName: "Byron" });
  const where = { workspaceId_contactId: { workspaceId: ctx.workspaceId, contactId: id } };
  const { contactUpdatedAt } = await prisma.contactSearch.findUniqueOrThrow({ where });
  await prisma.contactSearch.update({ where, data: { text: " newer" } });
  const shape = await searchShape(ctx);
  for (const madeFrom of [null, new Date(contactUpdatedAt.getTime() - 1), new Date(contactUpdatedAt.getTime() + 1)])
    await indexSeen(ctx, [{ id, madeFrom }], shape);
  expect((await prisma.contactSearch.findUniqueOrThrow({ where })).text).toBe(" newer");
  await indexSeen(ctx, [{ id, madeFrom: contactUpdatedAt }], shape);
  expect((await prisma.contactSearch.findUniqueOrThrow({ where })).text).toContain("byron");
});

test("who writes contacts and does not read them again writes the same row", async () => {
  const ctx = await testWorkspace();
  const searched = { searchable: true } as const;
  await createField(ctx, { label: "City", type: "text", ...searched });
  await createField(ctx, { label: "Points", type: "number", ...searched });
  await createField(ctx, { label: "Since", type: "date", ...searched });
  const where = { workspaceId: ctx.workspaceId };
  const points = [7, -3, 0.1, 1e-7, -1.25e-9, 123456789.25, 1e21, -1.5e300, 2 ** 53, undefined];
  for (const [at, value] of points.entries()) {
    const fields = {
      city: at % 2 ? "Łódź" : 'a "b"\\c',
      since: "2026-03-31",
      ...(value !== undefined && { points: value }),
    };
    const { id } = await createContact(ctx, { email: `ada${at}@xn--bcher-kva.example`, firstName: "Ada", fields });
    const read = await prisma.contactSearch.findFirstOrThrow({ where: { ...where, contactId: id } });
    await prisma.contactSearch.deleteMany({ where });
    const contact = await prisma.contact.findFirstOrThrow({ where: { ...where, id } });
    await indexWritten(ctx, [{ ...contact, fields }], contact.updatedAt);
    expect(await prisma.contactSearch.findFirstOrThrow({ where: { ...where, contactId: id } }), `${value}`).toEqual(
      read,
    );
    await indexContacts(ctx, [id]);
  }
});

test("nobody is found by a value of a field that was deleted and made again", async () => {
  const ctx = await testWorkspace();
  const city = { label: "City", type: "text", searchable: true } as const;
  const field = await createField(ctx, city);
  await createContact(ctx, { email: "ada@example.com", fields: { city: "Łódź" } });
  await deleteField(ctx, { fieldId: publicId("fld", field.id) });
  await createField(ctx, city);
  expect(await indexStale(ctx, { maxMs: 10_000 })).toBeNull();
  expect(await found(ctx, "lodz")).toEqual([]);
});

const readers = (ctx: Ctx, name: string, count: number) => prisma.$executeRaw`
  insert into contact (workspace_id, id, email, email_normalized, email_domain, updated_at)
  select ${ctx.workspaceId}::uuid, new_id(), a, a, 'example.com', now()
  from (select ${name}::text || n || '@example.com' as a from generate_series(1, ${count}::int) n) numbered`;

test("what only those have who came last is collected, not looked for in everybody", async () => {
  const ctx = await testWorkspace();
  await readers(ctx, "reader", 2000);
  await readers(ctx, "zeta", 150);
  expect(await indexStale(ctx, { maxMs: 60_000 })).toBeNull();
  expect((await searchWhere(ctx, "zeta")).sql).toContain("grams @>");
  expect((await searchWhere(ctx, "example")).sql).not.toContain("grams @>");
  expect(await countContacts(ctx, ContactFilters.parse({ query: "zeta" }))).toEqual({ count: 150, capped: false });
});

test("the rows that fit few are met by their grams, not by looking at everybody", async () => {
  const ctx = await testWorkspace();
  await readers(ctx, "reader", 20_000);
  await testContact(ctx, { email: "ada@example.com", lastName: "Nadelöhr" });
  expect(await indexStale(ctx, { maxMs: 60_000 })).toBeNull();
  // Of some thousands of contacts the planner reads all, which is as fast; so it does while the index has a long list of
  // entries to sort in, which autovacuum does some time.
  await prisma.$executeRaw`vacuum analyze contact_search`;
  const grams = gramsOfWord(ctx.workspaceId, searchWords("nadelohr")[0]!);
  const plan = await prisma.$queryRawUnsafe<Record<string, string>[]>(
    "explain select contact_id from contact_search where workspace_id = $1::uuid and grams @> $2::int[] and text like $3",
    ...[ctx.workspaceId, grams, "%nadelohr%"],
  );
  expect(JSON.stringify(plan)).toContain("contact_search_grams_idx");
  expect(await found(ctx, "Nadelöhr")).toEqual(["ada@example.com"]);
  // Who fits a common word is met by walking the order of the table, page by page.
  const { items, nextCursor } = await findContacts(ctx, { query: "reader", limit: 2 });
  const next = await findContacts(ctx, { query: "reader", limit: 2, cursor: nextCursor ?? undefined });
  expect(new Set([...items, ...next.items].map(({ id }) => id)).size).toBe(4);
  expect(await countContacts(ctx, ContactFilters.parse({ query: "reader" }))).toEqual({ count: 10_000, capped: true });
});
