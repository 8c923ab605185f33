import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { findContacts } from "@/lib/people/contacts/find-contacts";
import { updateContact } from "@/lib/people/contacts/update-contact";
import { testContact, testWorkspace } from "@/tests/support/db";
import { markContacts } from "./mark-contacts";
import { type MailResolver, takesMail } from "./takes-mail";

const code = (name: string) => Object.assign(new Error(name), { code: name });
const gone = async (): Promise<never> => Promise.reject(code("ENOTFOUND"));
const silent = async (): Promise<never> => Promise.reject(code("ETIMEOUT"));
const nothing: MailResolver = { resolveMx: gone, resolve4: gone, resolve6: gone };

/** An hour from now everybody who is here was here for a while. */
const later = (ctx: Ctx, hours = 1): Ctx => ({ ...ctx, now: () => new Date(Date.now() + hours * 3_600_000) });

async function marksOf(ctx: Ctx) {
  const rows = await ctx.db.contactMark.findMany({
    where: { workspaceId: ctx.workspaceId },
    include: { contact: true },
    orderBy: [{ contact: { email: "asc" } }, { mark: "asc" }],
  });
  return rows.map(({ contact, mark, detail }) => [contact.email, mark, detail]);
}

test("addresses of a function, throw-away ones, slips and domains without mail are marked, and nobody else", async () => {
  const ctx = await testWorkspace();
  for (const email of ["info@there.example", "a@mailinator.com", "b@gmial.com", "c@nowhere.example", "d@gmail.com"])
    await testContact(ctx, { email });
  const resolver: MailResolver = {
    ...nothing,
    resolveMx: async (host) => (host === "nowhere.example" ? gone() : [{ exchange: "mx.example", priority: 1 }]),
  };
  expect(await markContacts(later(ctx), { maxMs: 10_000, resolver })).toBe(false);
  expect(await marksOf(ctx)).toEqual([
    ["a@mailinator.com", "disposable", ""],
    ["b@gmial.com", "typo", "gmail.com"],
    ["c@nowhere.example", "no_mx", ""],
    ["info@there.example", "role", ""],
  ]);
  const rules = (mark: string, op: string) =>
    JSON.stringify({ kind: "group", match: "all", rules: [{ kind: "mark", mark, op }] });
  const found = async (mark: string, op = "has") =>
    (await findContacts(ctx, { rules: rules(mark, op), sort: "email", direction: "asc" })).items.map(
      ({ email }) => email,
    );
  expect(await found("no_mx")).toEqual(["c@nowhere.example"]);
  expect(await found("role", "has_not")).toHaveLength(4);
});

test("a DNS that fails marks nobody, and takes no mark away", async () => {
  const ctx = await testWorkspace();
  await testContact(ctx, { email: "a@never-there.example" });
  const failing: MailResolver = { resolveMx: silent, resolve4: silent, resolve6: silent };
  await markContacts(later(ctx), { maxMs: 10_000, resolver: failing });
  expect(await marksOf(ctx)).toEqual([]);
  await markContacts(later(ctx, 24 * 8), { maxMs: 10_000, resolver: nothing });
  expect(await marksOf(ctx)).toEqual([["a@never-there.example", "no_mx", ""]]);
  await markContacts(later(ctx, 24 * 16), { maxMs: 10_000, resolver: failing });
  expect(await marksOf(ctx)).toHaveLength(1);
  const there: MailResolver = { ...nothing, resolve4: async () => ["192.0.2.1"] };
  await markContacts(later(ctx, 24 * 24), { maxMs: 10_000, resolver: there });
  expect(await marksOf(ctx)).toEqual([]);
});

test("a walk goes on where the last one ended, and an address that is changed loses its marks at once", async () => {
  const ctx = await testWorkspace();
  const first = await testContact(ctx, { email: "info@first.example" });
  const asked: string[] = [];
  const resolver: MailResolver = {
    ...nothing,
    resolveMx: async (host) => {
      asked.push(host);
      return [{ exchange: "mx.example", priority: 1 }];
    },
  };
  await markContacts(later(ctx), { maxMs: 10_000, resolver });
  await testContact(ctx, { email: "sales@second.example" });
  await markContacts(later(ctx), { maxMs: 10_000, resolver });
  expect(asked).toEqual(["first.example", "second.example"]);
  expect(await marksOf(ctx)).toHaveLength(2);
  await updateContact(ctx, { contactId: publicId("ctc", first.id), email: "ada@first.example" });
  expect(await marksOf(ctx)).toEqual([["sales@second.example", "role", ""]]);
});

test("a null MX is a no, an address record a yes; answers are kept, and twenty silences end the asking", async () => {
  const ctx = await testWorkspace();
  let asked = 0;
  const resolver: MailResolver = {
    resolveMx: async (host) => {
      asked++;
      return host === "null-mx.example" ? [{ exchange: "", priority: 0 }] : gone();
    },
    resolve4: async (host) => (host === "only-a.example" ? ["192.0.2.1"] : gone()),
    resolve6: gone,
  };
  const domains = ["null-mx.example", "only-a.example", "gmail.com"];
  const wanted = new Map([
    ["gmail.com", true],
    ["null-mx.example", false],
    ["only-a.example", true],
  ]);
  expect(new Map([...(await takesMail(ctx, domains, resolver))].sort())).toEqual(wanted);
  expect(await takesMail(ctx, domains, resolver)).toEqual(wanted);
  expect(asked).toBe(2);
  const many = Array.from({ length: 200 }, (_, at) => `silent-${at}.example`);
  let tried = 0;
  const failing: MailResolver = {
    ...nothing,
    resolveMx: async () => {
      tried++;
      return silent();
    },
  };
  expect(new Set((await takesMail(ctx, many, failing)).values())).toEqual(new Set([null]));
  expect(tried).toBeLessThan(60);
});
