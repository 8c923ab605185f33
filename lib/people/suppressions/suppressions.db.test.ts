import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { contactProfile } from "@/lib/people/contacts/contact-profile";
import { findContacts } from "@/lib/people/contacts/find-contacts";
import { importSuppressions } from "@/lib/people/imports/import-suppressions";
import { unsubscribeContact } from "@/lib/people/lists/unsubscribe-contact";
import { testContact, testList, testMember, testWorkspace } from "@/tests/support/db";
import { addSuppressions } from "./add-suppressions";
import { explainAddress } from "./explain-address";
import { exportSuppressions } from "./export-suppressions";
import { findSuppressions } from "./find-suppressions";
import { liftContactSuppression } from "./lift-contact-suppression";
import { liftSuppressions } from "./lift-suppressions";
import { findSuppressed, isSuppressed } from "./queries";
import { SuppressionFilters } from "./schema";
import { suppress, suppressMany } from "./suppress";

const filters = (values: Record<string, string> = {}) => SuppressionFilters.parse({ query: "", ...values });
const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);

async function idOfSuppression(ctx: Ctx, email: string): Promise<string> {
  const where = { workspaceId_emailNormalized: { workspaceId: ctx.workspaceId, emailNormalized: email } };
  return publicId("sup", (await prisma.suppression.findUniqueOrThrow({ where })).id);
}

async function* bytesOf(text: string) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const line of lines) text += line;
  return text;
}

test("an address is suppressed in any spelling, in this workspace only", async () => {
  const ctx = await testWorkspace();
  await suppress(ctx, { email: "Ada@Example.COM", reason: "manual", note: "asked by phone" });
  expect(await isSuppressed(ctx, "ada@example.com")).toBe(true);
  expect(await isSuppressed(ctx, "ADA@example.com")).toBe(true);
  expect(await isSuppressed(await testWorkspace(), "ada@example.com")).toBe(false);
});

test("of several who suppress an address at once none is lost from its history", async () => {
  const ctx = await testWorkspace();
  const emailNormalized = "crowd@example.com";
  const say = (reason: "provider" | "complaint", expiresAt: Date | null) => () =>
    inTransaction(ctx, (tx) => suppressMany(tx, [{ emailNormalized, reason, expiresAt }]));
  const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
  const several = [
    say("provider", inDays(3)),
    say("provider", inDays(1)),
    say("complaint", null),
    say("provider", inDays(2)),
  ];
  const counts = await Promise.all(several.map((each) => each()));
  const changed = counts.reduce((sum, count) => sum + count, 0);
  const { current, history } = await explainAddress(ctx, { email: emailNormalized });
  expect(current?.reason).toBe("complaint");
  // The first one made it, and each other change has left what it replaced.
  expect(history).toHaveLength(changed - 1);
  expect(history.every(({ reason, ending }) => reason === "provider" && ending === "replaced")).toBe(true);
});

test("the first reason stays, but a complaint replaces it and nothing replaces a complaint", async () => {
  const ctx = await testWorkspace();
  const reasonAfter = async (reason: "unsubscribe" | "hard_bounce" | "complaint") => {
    await suppressMany(ctx, [{ emailNormalized: "a@example.com", reason }]);
    return (await findSuppressed(ctx, ["a@example.com", "b@example.com"])).get("a@example.com");
  };
  expect(await reasonAfter("unsubscribe")).toBe("unsubscribe");
  expect(await reasonAfter("hard_bounce")).toBe("unsubscribe");
  expect(await reasonAfter("complaint")).toBe("complaint");
  expect(await reasonAfter("hard_bounce")).toBe("complaint");
  const { current, history } = await explainAddress(ctx, { email: "a@example.com" });
  expect(current?.reason).toBe("complaint");
  expect(history).toMatchObject([{ reason: "unsubscribe", ending: "replaced" }]);
});

test("lifting needs an admin and a reason, which the audit log keeps", async () => {
  const ctx = await testWorkspace();
  await suppress(ctx, { email: "ada@example.com", reason: "hard_bounce" });
  const suppressionIds = [await idOfSuppression(ctx, "ada@example.com")];
  const note = "The mailbox exists again";
  await expect(liftSuppressions(await testMember(ctx, "marketer"), { suppressionIds, note })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(liftSuppressions(ctx, { suppressionIds, note: "" })).rejects.toThrow("Say why");
  const admin = await testMember(ctx, "admin");
  expect(await liftSuppressions(admin, { suppressionIds, note })).toEqual({ lifted: 1 });
  expect(await isSuppressed(ctx, "ada@example.com")).toBe(false);
  const where = { workspaceId: ctx.workspaceId, action: "suppression.lifted" };
  expect(await ctx.db.auditEntry.findFirst({ where })).toMatchObject({ after: { note }, actorName: "The admin" });
  await expect(liftSuppressions(admin, { suppressionIds, note })).rejects.toMatchObject({ code: "not_found" });
});

test.each(["complaint", "unsubscribe"] as const)(
  "who said no (%s) is lifted only with a ground, none of several otherwise",
  async (reason) => {
    const ctx = await testWorkspace();
    await suppressMany(ctx, [
      { emailNormalized: "no@example.com", reason },
      { emailNormalized: "dead@example.com", reason: "hard_bounce" },
    ]);
    const suppressionIds = [
      await idOfSuppression(ctx, "no@example.com"),
      await idOfSuppression(ctx, "dead@example.com"),
    ];
    const lift = { suppressionIds, note: "Asked at the fair" };
    await expect(liftSuppressions(ctx, lift)).rejects.toMatchObject({ code: "invalid", fields: { ground: /said no/ } });
    expect((await findSuppressed(ctx, ["no@example.com", "dead@example.com"])).size).toBe(2);
    expect(await liftSuppressions(ctx, { ...lift, ground: "asked" })).toEqual({ lifted: 2 });
    const { blocked, history } = await explainAddress(ctx, { email: "no@example.com" });
    expect(blocked).toBe(false);
    expect(history).toMatchObject([{ reason, ending: "lifted", endedNote: /asked us.*Asked at the fair/ }]);
  },
);

test("lifting from a contact's page ends the suppression, not the unsubscribing, and is audited", async () => {
  const ctx = await testWorkspace();
  const list = await testList(ctx);
  const contact = await testContact(ctx, { email: "Ada@example.com", listIds: [list.id] });
  await unsubscribeContact(ctx, { contactId: contact.id });
  await suppress(ctx, { email: contact.email, reason: "complaint" });
  const lift = {
    contactId: contact.id,
    note: "Asked by phone to get the news again",
    ground: "asked" as const,
  };
  await expect(liftContactSuppression(await testMember(ctx, "marketer"), lift)).rejects.toMatchObject({
    code: "forbidden",
  });
  const admin = await testMember(ctx, "admin");
  await expect(liftContactSuppression(admin, { ...lift, note: "  " })).rejects.toThrow("Say why");
  await expect(liftContactSuppression(admin, { ...lift, note: "by phone\0" })).rejects.toThrow("invisible");
  await expect(liftContactSuppression(admin, { ...lift, ground: undefined })).rejects.toThrow("said no");
  await liftContactSuppression(admin, lift);
  const profile = await contactProfile(ctx, contact.id);
  expect(profile).toMatchObject({ suppression: null, subscriptions: [{ status: "unsubscribed" }] });
  const where = { workspaceId: ctx.workspaceId, action: "suppression.lifted" };
  expect(await ctx.db.auditEntry.findMany({ where })).toMatchObject([
    { actorName: "The admin", before: { email: "ada@example.com", reason: "complaint" }, after: { note: lift.note } },
  ]);
  await expect(liftContactSuppression(admin, lift)).rejects.toMatchObject({ code: "not_found" });
});

test("nobody lifts a suppression of another workspace, by its id or through a contact", async () => {
  const [one, two] = [await testWorkspace(), await testWorkspace()];
  const contact = await testContact(two, { email: "ada@example.com" });
  await suppress(one, { email: contact.email, reason: "manual" });
  await suppress(two, { email: contact.email, reason: "manual" });
  const note = "Asked by phone";
  await expect(liftContactSuppression(one, { contactId: contact.id, note })).rejects.toMatchObject({
    code: "not_found",
  });
  const suppressionIds = [await idOfSuppression(two, contact.email)];
  await expect(liftSuppressions(one, { suppressionIds, note })).rejects.toMatchObject({ code: "not_found" });
  expect(await isSuppressed(one, contact.email)).toBe(true);
  expect(await isSuppressed(two, contact.email)).toBe(true);
});

test("what has run out cannot be lifted from a contact that is not suppressed", async () => {
  const ctx = await testWorkspace();
  const { id: contactId, email } = await testContact(ctx, { email: "soft@example.com" });
  await suppressMany(ctx, [{ emailNormalized: email, reason: "soft_bounce", at: ago(90), expiresAt: ago(1) }]);
  const lift = liftContactSuppression(ctx, { contactId, note: "Asked by phone" });
  await expect(lift).rejects.toMatchObject({ code: "not_found" });
});

test("what has run out counts nowhere, is found when asked for, and may be suppressed anew", async () => {
  const ctx = await testWorkspace();
  const contact = await testContact(ctx, { email: "soft@example.com" });
  const expiresAt = ago(1);
  await suppressMany(ctx, [{ emailNormalized: contact.email, reason: "soft_bounce", at: ago(91), expiresAt }]);
  expect(await isSuppressed(ctx, contact.email)).toBe(false);
  expect((await contactProfile(ctx, contact.id)).suppression).toBeNull();
  expect((await findContacts(ctx, { suppressed: "yes" })).items).toEqual([]);
  expect((await findContacts(ctx, { suppressed: "no" })).items).toMatchObject([{ suppressed: null }]);
  expect((await findSuppressions(ctx, filters())).items).toEqual([]);
  expect((await findSuppressions(ctx, filters({ expired: "yes" }))).items).toMatchObject([
    { email: contact.email, expired: true, contactId: publicId("ctc", contact.id) },
  ]);
  const explained = await explainAddress(ctx, { email: contact.email });
  expect(explained).toMatchObject({ blocked: false, history: [{ reason: "soft_bounce", ending: "expired" }] });
  await suppressMany(ctx, [{ emailNormalized: contact.email, reason: "hard_bounce" }]);
  const again = await explainAddress(ctx, { email: contact.email });
  expect(again).toMatchObject({
    blocked: true,
    current: { reason: "hard_bounce" },
    history: [{ reason: "soft_bounce", ending: "expired", until: expiresAt.toISOString() }],
  });
});

test("what lasts longer replaces what runs out, never the other way round", async () => {
  const ctx = await testWorkspace();
  const emailNormalized = "full@example.com";
  const [soon, later] = [new Date(Date.now() + DAY_MS), new Date(Date.now() + 90 * DAY_MS)];
  const currentAfter = async (reason: "soft_bounce" | "hard_bounce" | "manual", expiresAt: Date | null) => {
    await suppressMany(ctx, [{ emailNormalized, reason, expiresAt }]);
    const { current } = await explainAddress(ctx, { email: emailNormalized });
    return [current?.reason, current?.expiresAt ?? null];
  };
  expect(await currentAfter("soft_bounce", later)).toEqual(["soft_bounce", later.toISOString()]);
  expect(await currentAfter("soft_bounce", soon)).toEqual(["soft_bounce", later.toISOString()]);
  expect(await currentAfter("manual", null)).toEqual(["manual", null]);
  expect(await currentAfter("soft_bounce", later)).toEqual(["manual", null]);
  expect(await currentAfter("hard_bounce", null)).toEqual(["manual", null]);
  const { history } = await explainAddress(ctx, { email: emailNormalized });
  expect(history).toMatchObject([{ reason: "soft_bounce", ending: "replaced" }]);
});

test("pages hold every address once: newest first, by prefix and by domain", async () => {
  const ctx = await testWorkspace();
  const other = await testWorkspace();
  const emails = Array.from({ length: 23 }, (_, at) => `p${String(at).padStart(2, "0")}@d${at % 3}.example`);
  for (const emailNormalized of emails) await suppressMany(ctx, [{ emailNormalized, reason: "manual" }]);
  await suppressMany(other, [{ emailNormalized: "p99@d1.example", reason: "manual" }]);
  const all = async (values: Record<string, string>) => {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof findSuppressions>> = await findSuppressions(
        ctx,
        filters({ ...values, ...(cursor && { cursor }) }),
        4,
      );
      found.push(...page.items.map((item) => item.email));
      cursor = page.nextCursor;
    } while (cursor);
    return found;
  };
  expect(await all({})).toEqual([...emails].reverse());
  expect(await all({ query: "P1" })).toEqual(emails.slice(10, 20));
  expect(await all({ query: "@d1" })).toEqual(emails.filter((email) => email.endsWith("d1.example")));
  expect(await all({ query: "p%" })).toEqual([]);
  expect(await all({ reason: "complaint" })).toEqual([]);
  await expect(findSuppressions(ctx, filters({ cursor: "x" }))).rejects.toMatchObject({ code: "invalid" });
});

test("addresses pasted in any form are added once each, and what is no address is told", async () => {
  const ctx = await testWorkspace();
  const admin = await testMember(ctx, "admin");
  const addresses = "Ada@example.com, <bob@example.com>;\n\nada@EXAMPLE.com\nnobody at all.example";
  const result = await addSuppressions(admin, { addresses, note: "by letter" });
  expect(result).toMatchObject({ added: 2, known: 1, refused: 3 });
  expect(result.refusals[0]).toMatchObject({ line: 4, value: "nobody" });
  expect(await addSuppressions(admin, { addresses: "ada@example.com" })).toMatchObject({ added: 0, known: 1 });
  await expect(addSuppressions(admin, { addresses: " \n" })).rejects.toMatchObject({ code: "invalid" });
  const marketer = await testMember(ctx, "marketer");
  await expect(addSuppressions(marketer, { addresses })).rejects.toMatchObject({ code: "forbidden" });
  const where = { workspaceId: ctx.workspaceId, action: "suppression.added" };
  expect(await prisma.auditEntry.count({ where })).toBe(1);
});

test("a later piece of a file has its columns from the first line and its own line numbers", async () => {
  const ctx = await testWorkspace();
  const piece = "note,email\nx,one@example.com\ny,nobody\n";
  const options = { linesBefore: 100 };
  const result = await importSuppressions(ctx, { fileName: "x.csv", body: bytesOf(piece), options });
  expect(result).toMatchObject({ read: 2, added: 1, refusals: [{ line: 102, value: "nobody" }] });
  const plain = "first@example.com\nsecond@example.com\n";
  expect(await importSuppressions(ctx, { fileName: "x.txt", body: bytesOf(plain), options })).toMatchObject({
    read: 1,
  });
  expect(await isSuppressed(ctx, "first@example.com")).toBe(false);
});

test("an export can be imported elsewhere with its reasons, notes and times", async () => {
  const [from, to] = [await testWorkspace(), await testWorkspace()];
  const expiresAt = new Date(Date.now() + 30 * DAY_MS);
  await suppressMany(from, [
    { emailNormalized: "=formula@example.com", reason: "complaint", note: '=1+1, "quoted"', at: ago(3) },
    { emailNormalized: "soft@example.com", reason: "soft_bounce", at: ago(2), expiresAt },
    { emailNormalized: "üñï@example.com", reason: "provider", at: ago(1) },
  ]);
  const csv = await textOf(await exportSuppressions(from, filters()));
  const imported = await importSuppressions(to, { fileName: "x.csv", body: bytesOf(csv), options: {} });
  expect(imported).toEqual({ read: 3, added: 3, known: 0, refused: 0, refusals: [] });
  const plain = async (ctx: Ctx) =>
    (await findSuppressions(ctx, filters({ query: "" }))).items
      .map(({ email, reason, createdAt, expiresAt: until }) => ({ email, reason, createdAt, until }))
      .sort((a, b) => (a.email < b.email ? -1 : 1));
  expect(await plain(to)).toEqual(await plain(from));
});

test("files of other tools and plain lines are read; refused lines are reported by number", async () => {
  const ctx = await testWorkspace();
  const csv = "Status;E-Mail-Adresse\r\nBounced;one@example.com\r\nunsubscribed;two@example.com\r\n;nobody\r\n";
  const result = await importSuppressions(ctx, { fileName: "a.csv", body: bytesOf(csv), options: {} });
  expect(result).toMatchObject({ read: 3, added: 2, refused: 1, refusals: [{ line: 4, value: "nobody" }] });
  const found = await findSuppressed(ctx, ["one@example.com", "two@example.com"]);
  expect(Object.fromEntries(found)).toEqual({ "one@example.com": "hard_bounce", "two@example.com": "unsubscribe" });
  const lines = Array.from({ length: 4_500 }, (_, at) => `line${at}@example.org`).join("\n");
  const options = { reason: "complaint" as const, note: "From the old tool" };
  const many = await importSuppressions(ctx, { fileName: "b.txt", body: bytesOf(lines), options });
  expect(many).toMatchObject({ read: 4_500, added: 4_500, known: 0 });
  expect((await findSuppressions(ctx, filters({ query: "line4499@" }))).items).toMatchObject([
    { reason: "complaint", note: "From the old tool" },
  ]);
  const twice = await importSuppressions(ctx, { fileName: "b.txt", body: bytesOf(lines), options });
  expect(twice).toMatchObject({ added: 0, known: 4_500 });
  await expect(importSuppressions(ctx, { fileName: "c", body: bytesOf(""), options: {} })).rejects.toThrow("empty");
});

test("what has run out already is not put on the list by an import, except a person's own no", async () => {
  const ctx = await testWorkspace();
  const csv = "email,reason,expires_at\nold@example.com,soft_bounce,2020-01-01T00:00:00Z\n";
  const result = await importSuppressions(ctx, { fileName: "x.csv", body: bytesOf(csv), options: {} });
  expect(result).toMatchObject({ read: 1, added: 0, known: 1 });
  const no = csv.replace("soft_bounce", "unsubscribed");
  expect(await importSuppressions(ctx, { fileName: "x.csv", body: bytesOf(no), options: {} })).toMatchObject({
    added: 1,
  });
  expect((await explainAddress(ctx, { email: "old@example.com" })).current?.expiresAt).toBeNull();
});
