import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { lockNames } from "@/lib/base/db/taken";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { contactProfile } from "@/lib/people/contacts/contact-profile";
import { createContact } from "@/lib/people/contacts/create-contact";
import { findContacts } from "@/lib/people/contacts/find-contacts";
import { findLists } from "@/lib/people/lists/queries";
import { unsubscribeContact } from "@/lib/people/lists/unsubscribe-contact";
import { uploadImport } from "@/lib/run/conformance/upload-import";
import { testContact, testList, testMember, testWorkspace } from "@/tests/support/db";
import { untilItWaits } from "@/tests/support/until-it-waits";
import { beginUpload } from "./begin-upload";
import { cancelImport } from "./cancel-import";
import { completeUpload } from "./complete-upload";
import { findParts } from "./find-parts";
import { getImport } from "./get-import";
import { previewImport } from "./preview-import";
import { presentImport, refusalReasons, refusedRowsCsv } from "./queries";
import { failImport, runImport } from "./run-import";
import { startImport } from "./start-import";
import { storePart } from "./store-part";
import { sweepImports } from "./sweep-imports";

const consent = { consentMethod: "form" as const, consentSource: "Sign-up form on example.com, ticked by themselves" };

async function* pieces(content: string | Uint8Array, size = 64_000) {
  const bytes = Buffer.from(content);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Uploads, takes the guesses, and puts the import in the queue. */
async function prepare(ctx: Ctx, content: string | Uint8Array, options: Record<string, unknown> = {}): Promise<string> {
  const { id } = await uploadImport(ctx, { fileName: "people.csv", body: pieces(content) });
  const { format, mapping } = await previewImport(ctx, { importId: id });
  await startImport(ctx, { importId: id, format, mapping, options: { ...consent, ...options } });
  return id;
}

async function importAll(ctx: Ctx, content: string | Uint8Array, options: Record<string, unknown> = {}) {
  const id = await prepare(ctx, content, options);
  while (await runImport(ctx, id, { maxMs: 60_000 }));
  return getImport(ctx, id);
}

const people = (count: number) =>
  `email,first name,plan\n${Array.from({ length: count }, (_, n) => `p${n}@example.com,Name ${n},pro\n`).join("")}`;

describe("an import", () => {
  test("of a real export makes contacts with fields, list, tags and proof", async () => {
    const ctx = await testWorkspace();
    const list = await testList(ctx);
    const job = await importAll(ctx, readFileSync("tests/fixtures/csv/dittofeed-users.csv"), {
      listIds: [list.id],
      tags: ["crm"],
    });
    expect(job).toMatchObject({ status: "completed", created: 5, updated: 0, unchanged: 0, refused: 0, rowsDone: 5 });
    const { items } = await findContacts(ctx, { sort: "email", direction: "asc" });
    expect(items[0]).toMatchObject({
      email: "alice@example.com",
      firstName: "Alice",
      lastName: "Johnson",
      tags: ["crm"],
    });
    expect(items[0]?.fields).toEqual({ phone: "3234567890" });
    const profile = await contactProfile(
      ctx,
      (await ctx.db.contact.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } })).id,
    );
    expect(profile.consents).toMatchObject([
      { method: "import", wording: consent.consentSource, listName: "Newsletter" },
    ]);
    expect(profile.lastActivityAt).toBeNull();
  });

  test("has its people known to the search as they come, and as they are changed", async () => {
    const ctx = await testWorkspace();
    const found = async (query: string) => (await findContacts(ctx, { query })).items.map(({ email }) => email);
    const id = await prepare(ctx, people(2500));
    await runImport(ctx, id, { maxMs: 0 });
    expect(await found("name 1999")).toEqual(["p1999@example.com"]);
    await runImport(ctx, id, { maxMs: 60_000 });
    await importAll(ctx, "email,first name\np2400@example.com,Quillfeather\n");
    expect(await found("quillf")).toEqual(["p2400@example.com"]);
    expect(await found("name 2400")).toEqual([]);
  });

  test("makes the new list that was named and puts everybody on it", async () => {
    const marketer = await testMember(await testWorkspace(), "marketer");
    const old = await testList(marketer, "Old friends");
    const job = await importAll(marketer, people(2), { listIds: [old.id], newListName: "  Spring fair " });
    expect(job).toMatchObject({ status: "completed", created: 2 });
    const [fair, ...others] = await findLists(marketer).then((lists) => lists.filter(({ name }) => name !== old.name));
    expect(fair).toMatchObject({ name: "Spring fair", confirmedCount: 2 });
    expect(others).toEqual([]);
    expect(presentImport(job, marketer.now()).listIds).toEqual([publicId("lst", old.id), fair?.id]);
  });

  test("makes no second list of a name, and no list at all when it cannot start", async () => {
    const ctx = await testWorkspace();
    await testList(ctx, "Spring fair");
    await expect(prepare(ctx, people(1), { newListName: "spring FAIR" })).rejects.toMatchObject({
      code: "invalid",
      fields: { newListName: "Another list has this name." },
    });
    const { id } = await uploadImport(ctx, { fileName: "people.csv", body: pieces(people(1)) });
    const { format } = await previewImport(ctx, { importId: id });
    const gone = [{ to: "email" as const }, { to: "field" as const, key: "gone" }];
    const options = { ...consent, newListName: "Autumn fair" };
    await expect(startImport(ctx, { importId: id, format, mapping: gone, options })).rejects.toThrow("A field is gone");
    expect((await findLists(ctx)).map(({ name }) => name)).toEqual(["Spring fair"]);
  });

  test.each([
    ["ghost-duplicate-emails.csv", { created: 1, unchanged: 1, refused: 0 }],
    ["ghost-ragged-row.csv", { created: 2, unchanged: 0, refused: 0 }],
    ["dittofeed-missing-identifiers.csv", { created: 3, refused: 2 }],
    ["dittofeed-missing-headers.csv", { created: 5, refused: 0 }],
  ])("of %s counts every row once", async (file, counts) => {
    const ctx = await testWorkspace();
    const job = await importAll(ctx, readFileSync(`tests/fixtures/csv/${file}`));
    expect(job).toMatchObject(counts);
    expect(job.created + job.updated + job.unchanged + job.refused).toBe(job.rowsDone);
  });

  test("says of each refused row its line, field and reason, in a file that no spreadsheet runs", async () => {
    const ctx = await testWorkspace();
    const job = await importAll(ctx, 'email,name\nada@example.com,Ada\nbroken,"=HYPERLINK(1)"\n,Nobody\n');
    expect(job).toMatchObject({ created: 1, refused: 2 });
    const lines: string[] = [];
    for await (const text of refusedRowsCsv(ctx, job.id)) lines.push(...text.trim().split("\r\n"));
    expect(lines).toEqual([
      "email,name,import_problem",
      `broken,'=HYPERLINK(1),"Line 3, E-mail address: An address needs an @, as in name@example.com."`,
      ',Nobody,"Line 4, E-mail address: There is no address."',
    ]);
    expect(await refusalReasons(ctx, job.id)).toHaveLength(2);
    learnLanguages();
    const asked: string[] = [];
    const ask = async () => {
      for await (const text of refusedRowsCsv(ctx, job.id)) asked.push(...text.trim().split("\r\n"));
    };
    await inLanguage("de", ask);
    expect(asked, "whoever asks").toEqual(lines);
  });

  test("keeps a person whose birthday cannot be read, and takes the mended rows as they are", async () => {
    const ctx = await testWorkspace();
    const days = Array.from({ length: 30 }, (_, n) => `d${n}@example.com,,${1970 + n}-03-31\n`).join("");
    const file = `Mail,Nickname,Born on\n${days}ada@example.com,Ada,soon\nbob.example.com,Bob,1991-01-02\n`;
    const { id } = await uploadImport(ctx, { fileName: "people.csv", body: pieces(file) });
    const preview = await previewImport(ctx, { importId: id });
    expect(preview).toMatchObject({ isRemembered: false, rowCount: 32 });
    // The author knows better than the guess what a nickname is.
    const mapping = preview.mapping.map((target, at) => (at === 1 ? { to: "firstName" as const } : target));
    await startImport(ctx, { importId: id, format: preview.format, mapping, options: consent });
    while (await runImport(ctx, id, { maxMs: 60_000 }));
    const job = await getImport(ctx, id);
    expect(job).toMatchObject({ created: 31, refused: 1, noted: 1, rowsDone: 32 });
    expect(job.created + job.updated + job.unchanged + job.refused).toBe(job.rowsDone);
    expect(await refusalReasons(ctx, id)).toMatchObject([
      { field: "E-mail address", kept: false, count: 1 },
      { field: "Born on", kept: true, count: 1 },
    ]);
    const find = async (query: string) => (await findContacts(ctx, { query })).items[0];
    expect(await find("ada@example.com")).toMatchObject({ firstName: "Ada", fields: {} });

    for (const [kept, wrong, right] of [
      [true, "soon", "1990-01-02"],
      [false, "bob.example", "bob@example"],
    ] as const) {
      let rest = "";
      for await (const text of refusedRowsCsv(ctx, id, kept)) rest += text;
      const again = await uploadImport(ctx, { fileName: "rest.csv", body: pieces(rest.replace(wrong, right)) });
      const { format, mapping: proposed, isRemembered, rowCount } = await previewImport(ctx, { importId: again.id });
      expect({ proposed, isRemembered, rowCount }).toEqual({
        proposed: [
          { to: "email" },
          { to: "firstName" },
          { to: "field", key: "born_on", dates: "ymd" },
          { to: "ignore" },
        ],
        isRemembered: true,
        rowCount: 1,
      });
      await startImport(ctx, { importId: again.id, format, mapping: proposed, options: consent });
      while (await runImport(ctx, again.id, { maxMs: 60_000 }));
      expect(await getImport(ctx, again.id)).toMatchObject({ refused: 0, noted: 0, rowsDone: 1 });
    }
    expect(await find("ada@example.com")).toMatchObject({ fields: { born_on: "1990-01-02" } });
    expect(await find("bob@example.com")).toMatchObject({ firstName: "Bob", fields: { born_on: "1991-01-02" } });
  });

  test("updates or leaves those who exist, as told; an empty cell takes nothing away", async () => {
    const ctx = await testWorkspace();
    await importAll(ctx, "email,first name,plan\nada@example.com,Ada,pro\nbob@example.com,Bob,free\n");
    const file = "email,first name,plan\nADA@example.com,,team\nbob@example.com,Bob,free\n";
    expect(await importAll(ctx, file, { duplicates: "skip" })).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    expect(await importAll(ctx, file)).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    const [ada] = (await findContacts(ctx, { query: "ada@example.com" })).items;
    expect(ada).toMatchObject({ email: "ada@example.com", firstName: "Ada", fields: { plan: "team" } });
  });

  test("never brings back who unsubscribed and never lifts a suppression", async () => {
    const ctx = await testWorkspace();
    const list = await testList(ctx);
    const gone = await testContact(ctx, { email: "gone@example.com", listIds: [list.id] });
    await unsubscribeContact(ctx, { contactId: gone.id });
    const blocked = { workspaceId: ctx.workspaceId, emailNormalized: "blocked@example.com" };
    await ctx.db.suppression.create({ data: { ...blocked, id: gone.id, reason: "complaint" } });
    const job = await importAll(ctx, "email\ngone@example.com\nblocked@example.com\n", { listIds: [list.id] });
    expect(job).toMatchObject({ created: 1, unchanged: 1, suppressed: 1 });
    expect((await findContacts(ctx, { query: "gone@example.com" })).items[0]?.lists[0]?.status).toBe("unsubscribed");
    expect((await findContacts(ctx, { query: "blocked@example.com" })).items[0]?.suppressed).toBe("complaint");
  });

  test("goes on after a crash where it was saved, however often, and counts no row twice", async () => {
    const ctx = await testWorkspace();
    const list = await testList(ctx);
    const id = await prepare(ctx, people(9000), { listIds: [list.id] });
    let slices = 0;
    // A slice of no time saves one batch and stops, as a worker that dies after it would.
    while (await runImport(ctx, id, { maxMs: 0 })) slices++;
    expect(slices).toBeGreaterThanOrEqual(4);
    expect(await getImport(ctx, id)).toMatchObject({
      status: "completed",
      created: 9000,
      rowsDone: 9000,
      unchanged: 0,
    });
    expect(await runImport(ctx, id, { maxMs: 1000 })).toBe(false);
    const where = { workspaceId: ctx.workspaceId };
    expect(await ctx.db.consentRecord.count({ where })).toBe(9000);
    expect(await ctx.db.importChunk.count({ where })).toBe(0);
  });

  test("by two workers at once is still done once", async () => {
    const ctx = await testWorkspace();
    const id = await prepare(ctx, people(5000));
    await Promise.all([runImport(ctx, id, { maxMs: 60_000 }), runImport(ctx, id, { maxMs: 60_000 })]);
    while (await runImport(ctx, id, { maxMs: 60_000 }));
    expect(await getImport(ctx, id)).toMatchObject({
      status: "completed",
      created: 5000,
      unchanged: 0,
      rowsDone: 5000,
    });
  });

  test("and somebody added by hand at the same time never wait for each other", async () => {
    const ctx = await testWorkspace();
    const id = await prepare(ctx, people(3), { tags: ["New"] });
    const { running } = await prisma.$transaction(async (db) => {
      const tx = { ...ctx, db };
      await lockNames(tx, "tag");
      const imported = runImport(ctx, id, { maxMs: 60_000 });
      await untilItWaits("pg_advisory_xact_lock");
      await createContact(tx, { email: "bo@example.com", tags: ["New"] });
      return { running: imported };
    });
    while ((await running) && (await runImport(ctx, id, { maxMs: 60_000 })));
    expect(await getImport(ctx, id)).toMatchObject({ status: "completed", created: 3 });
  });

  test("stops when cancelled and keeps what is in", async () => {
    const ctx = await testWorkspace();
    const id = await prepare(ctx, people(5000));
    await runImport(ctx, id, { maxMs: 0 });
    await cancelImport(ctx, { importId: id });
    expect(await runImport(ctx, id, { maxMs: 60_000 })).toBe(false);
    expect(await getImport(ctx, id)).toMatchObject({ status: "cancelled", created: 2000, rowsDone: 2000 });
  });

  test("with a quote that is never closed fails in words and keeps the rows before", async () => {
    const ctx = await testWorkspace();
    const id = await prepare(ctx, `${people(2500)}x@example.com,"open\n${people(10)}`);
    const error = await runImport(ctx, id, { maxMs: 60_000 }).catch((thrown: unknown) => thrown);
    expect(await failImport(ctx, id, error)).toBe(true);
    const job = await getImport(ctx, id);
    expect(job).toMatchObject({ status: "failed", created: 2000 });
    expect(job.error).toMatch(/quote/);
  });

  test("needs a consent source, an address column and the permission", async () => {
    const ctx = await testWorkspace();
    const { id } = await uploadImport(ctx, { fileName: "x.csv", body: pieces("email\na@example.com\n") });
    const { format, mapping } = await previewImport(ctx, { importId: id });
    const start = (change: object) => startImport(ctx, { importId: id, format, mapping, options: consent, ...change });
    await expect(start({ options: { ...consent, consentSource: "" } })).rejects.toThrow(/kept as proof/);
    await expect(start({ mapping: [{ to: "ignore" }] })).rejects.toMatchObject({
      fields: { mapping: expect.any(String) },
    });
    const analyst = await testMember(ctx, "analyst");
    await expect(cancelImport(analyst, { importId: id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(getImport(await testWorkspace(), id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("that was forgotten for a day is ended and its file dropped", async () => {
    const ctx = await testWorkspace();
    const { id } = await uploadImport(ctx, { fileName: "x.csv", body: pieces("email\na@example.com\n") });
    await sweepImports(ctx);
    expect((await getImport(ctx, id)).status).toBe("ready");
    await sweepImports({ ...ctx, now: () => new Date(Date.now() + 90_000_000) });
    expect((await getImport(ctx, id)).status).toBe("cancelled");
    expect(await ctx.db.importChunk.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  });

  test("of something that is no CSV, or of nothing, leaves nothing behind", async () => {
    const ctx = await testWorkspace();
    await expect(uploadImport(ctx, { fileName: "x.xlsx", body: pieces("PK\x03\x04rest") })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(uploadImport(ctx, { fileName: "x.csv", body: null })).rejects.toMatchObject({ code: "invalid" });
    expect(await ctx.db.importJob.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  });
});

describe("an upload in parts", () => {
  const file = Buffer.from(people(40));
  const parts = [0, 1, 2].map((index) => file.subarray(index * 500, index === 2 ? undefined : (index + 1) * 500));
  const whole = { parts: 3, crc32: crc32(file) };

  async function begun() {
    const ctx = await testWorkspace();
    const { id } = await beginUpload(ctx, { fileName: "people.csv", bytes: file.length });
    const importId = publicId("imp", id);
    const send = (number: number, sum = crc32(parts[number]!)) =>
      storePart(ctx, { importId, number, crc32: sum }, { body: pieces(parts[number]!.toString()) });
    return { ctx, id, importId, send, complete: (with_ = whole) => completeUpload(ctx, { importId, ...with_ }) };
  }

  test("takes them in any order and as often as they come, and is the file", async () => {
    const { ctx, id, importId, send, complete } = await begun();
    await Promise.all([send(2), send(0), send(0)]);
    await expect(complete()).rejects.toThrow(/1 of 3 parts/);
    expect(await findParts(ctx, { importId })).toEqual([{ number: 0, bytes: 500, crc32: crc32(parts[0]!) }]);
    await Promise.all([send(1), send(1)]);
    expect(await complete()).toMatchObject({ status: "ready", fileBytes: BigInt(file.length) });
    expect(await complete()).toMatchObject({ status: "ready" });
    expect(await ctx.db.auditEntry.count({ where: { workspaceId: ctx.workspaceId, action: "import.uploaded" } })).toBe(
      1,
    );
    const { format, mapping } = await previewImport(ctx, { importId });
    await startImport(ctx, { importId, format, mapping, options: consent });
    await runImport(ctx, id, { maxMs: 60_000 });
    expect(await getImport(ctx, id)).toMatchObject({ status: "completed", created: 40 });
  });

  test("refuses a part that was damaged on its way, and parts that are not the file", async () => {
    const { send, complete } = await begun();
    await expect(send(0, 1)).rejects.toMatchObject({ code: "invalid" });
    await Promise.all([send(0), send(1), send(2)]);
    await expect(complete({ ...whole, crc32: 1 })).rejects.toMatchObject({ code: "conflict" });
    expect(await complete()).toMatchObject({ status: "ready" });
    await expect(send(0)).rejects.toMatchObject({ code: "conflict" });
  });

  test("that is stopped leaves nothing, whatever is still on its way", async () => {
    const { ctx, importId, send } = await begun();
    await Promise.allSettled([send(0), cancelImport(ctx, { importId }), send(1)]);
    await expect(send(2)).rejects.toMatchObject({ code: "conflict" });
    expect(await ctx.db.importChunk.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  });

  test("is of one workspace, and not larger than files may be", async () => {
    const { ctx, importId } = await begun();
    const body = pieces("email\n");
    const stranger = await testWorkspace();
    const stored = storePart(stranger, { importId, number: 0, crc32: crc32("email\n") }, { body });
    await expect(stored).rejects.toMatchObject({ code: "not_found" });
    await expect(beginUpload(ctx, { fileName: "x.csv", bytes: 200_000_001 })).rejects.toMatchObject({
      code: "too_large",
    });
    const large = { body: pieces("x".repeat(4_000_001)) };
    await expect(storePart(ctx, { importId, number: 0, crc32: 0 }, large)).rejects.toMatchObject({ code: "too_large" });
  });
});

test("a file that is still on its way cannot be looked at yet", async () => {
  const ctx = await testWorkspace();
  const id = newId();
  await ctx.db.importJob.create({ data: { workspaceId: ctx.workspaceId, id, status: "uploading", fileName: "a.csv" } });
  const early = previewImport(ctx, { importId: publicId("imp", id) });
  await expect(early).rejects.toMatchObject({ code: "conflict" });
});
