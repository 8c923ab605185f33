import fc from "fast-check";
import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { createField } from "@/lib/people/contacts/fields";
import { callApi, testKey } from "../support/api-call";
import { testContact, testWorkspace } from "../support/db";

/** A workspace with a number, a searched text and somebody who is there already. */
async function place() {
  const ctx = await testWorkspace();
  await createField(ctx, { label: "City", type: "text", searchable: true });
  await createField(ctx, { label: "Points", type: "number", searchable: true });
  await testContact(ctx, { email: "known@example.com", firstName: "Kim", fields: { city: "Bath" } });
  return { ctx, key: (await testKey(ctx)).key };
}

const text = fc.constantFrom("Ada", " Łukasz ", "", 'O"Neill\\', "a\tb", "{NULL}", "NULL", "山田", "x".repeat(201));
const item = fc.record(
  {
    email: fc.constantFrom(
      "known@example.com",
      "new@example.com",
      "Other@Example.com",
      "b@bücher.example",
      "no address",
      "c@d.example",
    ),
    external_id: fc.constantFrom("1", "2", "three", " 4 ", ""),
    first_name: fc.oneof(text, fc.constant(null)),
    last_name: text,
    time_zone: fc.constantFrom("Europe/Berlin", "nowhere", null, ""),
    language: fc.constantFrom("de", "pt_br", "xx-q"),
    fields: fc.record(
      { city: text, points: fc.constantFrom<unknown>(7, "1.5", 1e21, "many", null, [1]), shoe: fc.constant(1) },
      { requiredKeys: [] },
    ),
    shoe_size: fc.constant(1),
  },
  { requiredKeys: ["email"] },
);

async function stored({ workspaceId }: Ctx) {
  const where = { workspaceId };
  const contacts = await prisma.contact.findMany({ where, orderBy: { emailNormalized: "asc" } });
  const search = await prisma.contactSearch.findMany({ where });
  const events = await prisma.event.findMany({ where });
  const { after } = await prisma.auditEntry.findFirstOrThrow({ where: { ...where, action: "contacts.upserted" } });
  const [day] = await prisma.workspaceDaily.findMany({ where });
  const people = contacts.map(({ id, workspaceId: _, createdAt: _at, updatedAt, ...values }) => {
    const row = search.find(({ contactId }) => contactId === id);
    const told = events.filter(({ contactId }) => contactId === id).map(({ type, data }) => ({ type, data }));
    const isNew = row?.contactUpdatedAt.getTime() === updatedAt.getTime();
    return { ...values, told, text: row?.text, grams: row?.grams.length, isNew: told.length > 0 ? isNew : null };
  });
  return { people, after, created: day?.contactsCreated ?? 0 };
}

test("a call does and says the same over a plain connection and in the transaction of its Idempotency-Key", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 8 }), async (contacts) => {
      const [one, two] = [await place(), await place()];
      const headers = { "idempotency-key": newId() };
      const plain = await callApi("POST", "/contacts/batch", { key: one.key, body: { contacts } });
      const once = await callApi("POST", "/contacts/batch", { key: two.key, body: { contacts }, headers });
      const said = ({ status, json }: typeof plain) => [
        status,
        json.results.map(({ id, ...result }: { id: string | null }) => ({ ...result, hasId: id !== null })),
      ];
      expect(said(plain)).toEqual(said(once));
      expect(await stored(one.ctx)).toEqual(await stored(two.ctx));
    }),
    { numRuns: 40 },
  );
});

test("a call over a plain connection that fails at its end leaves nothing", async () => {
  const { ctx, key } = await place();
  await prisma.$executeRaw`alter table audit_entry add constraint refused check (action <> 'contacts.upserted') not valid`;
  const failed = await callApi("POST", "/contacts/batch", { key, body: { contacts: [{ email: "new@example.com" }] } });
  await prisma.$executeRaw`alter table audit_entry drop constraint refused`;
  expect(failed.status).toBe(500);
  const where = { workspaceId: ctx.workspaceId };
  expect([await prisma.contact.count({ where }), await prisma.event.count({ where })]).toEqual([1, 0]);
});
