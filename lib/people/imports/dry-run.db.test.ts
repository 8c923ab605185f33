import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { eraseContact } from "@/lib/people/contacts/erase-contacts";
import { createField } from "@/lib/people/contacts/fields";
import { updateContact } from "@/lib/people/contacts/update-contact";
import type { MailResolver } from "@/lib/people/hygiene/takes-mail";
import { uploadImport } from "@/lib/run/conformance/upload-import";
import { testContact, testList, testWorkspace } from "@/tests/support/db";
import { getImport } from "./get-import";
import { previewImport } from "./preview-import";
import { presentImport, refusalReasons } from "./queries";
import { requestDryRun } from "./request-dry-run";
import { runDryRun } from "./run-dry-run";
import { runImport } from "./run-import";
import { startImport } from "./start-import";
import { importDryRun } from "./stored-dry-run";

async function* once(text: string) {
  yield Buffer.from(text);
}

const resolver: MailResolver = {
  resolveMx: async () => [{ exchange: "mx.example", priority: 1 }],
  resolve4: async () => [],
  resolve6: async () => [],
};
const consent = { consentMethod: "form" as const, consentSource: "Sign-up form on example.com" };

async function upload(ctx: Ctx, csv: string) {
  const { id } = await uploadImport(ctx, { fileName: "people.csv", body: once(csv) });
  return { id, ...(await previewImport(ctx, { importId: id })) };
}

async function check(ctx: Ctx, { id, format, mapping }: Awaited<ReturnType<typeof upload>>, options = {}) {
  const choices = { duplicates: "update" as const, skipRoleAccounts: false, ...options };
  await requestDryRun(ctx, { importId: id, format, mapping, options: choices });
  const asked = importDryRun.read((await getImport(ctx, id)).dryRun);
  await runDryRun(ctx, { importId: id, dryRunId: asked.id }, resolver);
  return presentImport(await getImport(ctx, id), ctx.now()).dryRun;
}

/** Every kind of row: new, known and changed, known and the same, twice in the file, refused, without a value, suppressed, left. */
const FILE = [
  "email,first name,age,status",
  "new@x.test,Nora,31,subscribed",
  "known@x.test,Kai,40,subscribed",
  "same@x.test,Sam,50,subscribed",
  "new@x.test,Nora,32,subscribed",
  "NEW@x.test,Nora,32,subscribed",
  "twice@x.test,,,subscribed",
  "twice@x.test,,,subscribed",
  "no address,,,subscribed",
  "odd@x.test,Odd,very old,subscribed",
  "info@x.test,Info,20,subscribed",
  "blocked@x.test,Bo,20,subscribed",
  "left@x.test,Lee,20,unsubscribed",
  "left@x.test,Lee,21,subscribed",
  "never@x.test,Nev,20,pending",
  "slip@gmial.com,Sly,20,subscribed",
  "erased@x.test,Eve,20,subscribed",
].join("\n");

async function prepared(ctx: Ctx) {
  await createField(ctx, { label: "age", type: "number", key: "age" });
  await testContact(ctx, { email: "known@x.test", firstName: "Old" });
  const same = await testContact(ctx, { email: "same@x.test", firstName: "Sam" });
  await updateContact(ctx, { contactId: publicId("ctc", same.id), fields: { age: 50 } });
  const erased = await testContact(ctx, { email: "erased@x.test" });
  await eraseContact(ctx, { contactId: publicId("ctc", erased.id) });
  await ctx.db.suppression.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: crypto.randomUUID(),
      emailNormalized: "blocked@x.test",
      reason: "manual",
    },
  });
}

test.each([[{}], [{ duplicates: "skip" as const }], [{ skipRoleAccounts: true }]])(
  "what is counted before is what the import does, with %j; and nobody is written",
  async (options) => {
    const ctx = await testWorkspace();
    await prepared(ctx);
    const list = await testList(ctx);
    const file = await upload(ctx, FILE);
    const before = await ctx.db.contact.count({ where: { workspaceId: ctx.workspaceId } });
    const run = await check(ctx, file, options);
    expect(await ctx.db.contact.count({ where: { workspaceId: ctx.workspaceId } })).toBe(before);
    expect(run).toMatchObject({ state: "done", rowsDone: 16, result: { exact: true, marks: { typo: 1, no_mx: 0 } } });
    const { format, mapping } = file;
    const chosen = { ...consent, listIds: [list.id], ...options };
    await startImport(ctx, { importId: file.id, format, mapping, options: chosen });
    while (await runImport(ctx, file.id, { maxMs: 60_000 }));
    const { created, updated, unchanged, refused, noted, suppressed, notSubscribed } = await getImport(ctx, file.id);
    expect(run?.result).toMatchObject({ created, updated, unchanged, refused, noted, suppressed, notSubscribed });
    const counted = [...(run?.result?.reasons ?? [])].sort((a, b) => a.reason.localeCompare(b.reason));
    const done = (await refusalReasons(ctx, file.id)).sort((a, b) => a.reason.localeCompare(b.reason));
    expect(counted.map(({ reason, count, kept }) => ({ reason, count, kept }))).toEqual(
      done.map(({ reason, count, kept }) => ({ reason, count, kept })),
    );
  },
);

test("new fields are counted with, and not made", async () => {
  const ctx = await testWorkspace();
  const run = await check(ctx, await upload(ctx, "email,Shoe size\na@x.test,42\nb@x.test,43\n"));
  expect(run).toMatchObject({ state: "done", result: { created: 2, noted: 0 } });
  expect(await ctx.db.contactField.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});

test("another question drops the one before, and a quote that never closes is said in words", async () => {
  const ctx = await testWorkspace();
  const file = await upload(ctx, `email,note\na@x.test,fine\nb@x.test,"${"open ".repeat(100)}`);
  const { id: importId, format, mapping } = file;
  await requestDryRun(ctx, { importId, format, mapping });
  const first = importDryRun.read((await getImport(ctx, importId)).dryRun);
  const run = await check(ctx, file);
  expect(run).toMatchObject({ state: "failed", error: expect.stringContaining("never closed") });
  await runDryRun(ctx, { importId, dryRunId: first.id }, resolver);
  expect(importDryRun.read((await getImport(ctx, importId)).dryRun).id).not.toBe(first.id);
});
