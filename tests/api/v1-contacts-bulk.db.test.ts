import fc from "fast-check";
import pg from "pg";
import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { outboxFacts } from "@/lib/events/outbox/told-facts";
import { createField } from "@/lib/people/contacts/fields";
import { callApi, testKey } from "../support/api-call";
import { testContact, testWorkspace } from "../support/db";
import { untilItWaits } from "../support/until-it-waits";

/** A workspace with a number, a searched text, somebody who is there already, and a program that wants to be told. */
async function place() {
  const ctx = await testWorkspace();
  const eventTypes = ["contact.created", "contact.updated"];
  await prisma.webhookLane.create({ data: { workspaceId: ctx.workspaceId, endpointId: newId(), eventTypes } });
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
  const emailOf = new Map(contacts.map(({ id, email }) => [id, email]));
  const facts = (await prisma.factOutbox.findMany({ where })).flatMap((row) => outboxFacts.read(row.facts));
  const updates = facts.map(({ type, contactId = "", data }) => ({ type, email: emailOf.get(contactId), data }));
  const handedOut = (await prisma.eventOutbox.findMany({ where })).flatMap(({ kind, refs }) =>
    refs.map((ref) => [kind, emailOf.get(events.find(({ id }) => id === ref)?.contactId ?? "")].join(" ")),
  );
  const people = contacts.map(({ id, workspaceId: _, createdAt: _at, updatedAt, ...values }) => {
    const row = search.find(({ contactId }) => contactId === id);
    const told = events.filter(({ contactId }) => contactId === id).map(({ type, data }) => ({ type, data }));
    const isNew = row?.contactUpdatedAt.getTime() === updatedAt.getTime();
    return { ...values, told, text: row?.text, grams: row?.grams.length, isNew: told.length > 0 ? isNew : null };
  });
  return { people, after, created: day?.contactsCreated ?? 0, updates, handedOut: handedOut.sort() };
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

/** Somebody else's transaction. */
async function another(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    await client.query("begin");
    await work(client);
    await client.query("commit");
  } finally {
    await client.end();
  }
}

const ways: [string, () => Record<string, string>][] = [
  ["over a plain connection", () => ({})],
  ["in the transaction of its Idempotency-Key", () => ({ "idempotency-key": newId() })],
];

test.each(ways)("an address that somebody takes meanwhile spoils its own item and no other, %s", async (_, headers) => {
  const { ctx, key } = await place();
  const where = { workspaceId_emailNormalized: { workspaceId: ctx.workspaceId, emailNormalized: "known@example.com" } };
  await prisma.contact.update({ where, data: { externalId: "1" } });
  const contacts = [{ external_id: "1", email: "new@example.com" }, { email: "c@d.example" }];
  let call: ReturnType<typeof callApi> | undefined;
  await another(async (client) => {
    await client.query(
      `insert into contact (workspace_id, id, email, email_normalized, email_domain, updated_at)
       values ($1, $2, 'new@example.com', 'new@example.com', 'example.com', now())`,
      [ctx.workspaceId, newId()],
    );
    call = callApi("POST", "/contacts/batch", { key, body: { contacts }, headers: headers() });
    await untilItWaits("update contact set");
  });
  const answer = await call;
  expect([answer?.status, answer?.json.results]).toMatchObject([
    200,
    [{ action: "failed", errors: [{ field: "email" }] }, { action: "created" }],
  ]);
});

test.each(ways)("who waits in a circle with somebody else comes after them, %s", async (_, headers) => {
  const { ctx, key } = await place();
  const emails = ["first@example.com", "second@example.com"];
  const ids: string[] = [];
  for (const email of emails) ids.push((await testContact(ctx, { email })).id);
  const contacts = emails.map((email) => ({ email, last_name: "King" }));
  let call: ReturnType<typeof callApi> | undefined;
  await another(async (client) => {
    const change = (id?: string) =>
      client.query("update contact set first_name = 'Ada' where workspace_id = $1 and id = $2", [ctx.workspaceId, id]);
    await change(ids[1]);
    call = callApi("POST", "/contacts/batch", { key, body: { contacts }, headers: headers() });
    await untilItWaits("with found as materialized");
    await change(ids[0]);
  });
  expect((await call)?.json.results).toMatchObject([{ action: "updated" }, { action: "updated" }]);
  const people = await prisma.contact.findMany({ where: { workspaceId: ctx.workspaceId, id: { in: ids } } });
  expect(people.map(({ firstName, lastName }) => [firstName, lastName])).toEqual(Array(2).fill(["Ada", "King"]));
});

test("where contacts are limited, whoever adds some waits before locking any: an import has them in that order too", async () => {
  const { ctx, key } = await place();
  await prisma.workspace.update({ where: { id: ctx.workspaceId }, data: { maxContacts: 100 } });
  const contacts = [{ email: "known@example.com", last_name: "King" }, { email: "new@example.com" }];
  let call: ReturnType<typeof callApi> | undefined;
  await another(async (client) => {
    await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`contact-room/${ctx.workspaceId}`]);
    call = callApi("POST", "/contacts/batch", { key, body: { contacts } });
    await untilItWaits("pg_advisory_xact_lock");
    await client.query("set local lock_timeout = 500");
    await client.query("update contact set first_name = 'Ada' where workspace_id = $1", [ctx.workspaceId]);
  });
  expect((await call)?.json.results).toMatchObject([{ action: "updated" }, { action: "created" }]);
});
