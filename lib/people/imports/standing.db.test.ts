import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { importBytes } from "@/lib/run/conformance/cases/import-file";
import { uploadImport } from "@/lib/run/conformance/upload-import";
import { testList, testWorkspace } from "@/tests/support/db";
import { previewImport } from "./preview-import";
import { runImport } from "./run-import";
import { startImport } from "./start-import";

async function* once(text: string) {
  yield Buffer.from(text);
}

async function importTo(ctx: Ctx, listId: string, csv: string) {
  const { id } = await uploadImport(ctx, { fileName: "people.csv", body: once(csv) });
  const { format, mapping } = await previewImport(ctx, { importId: id });
  const options = { listIds: [listId], consentMethod: "form" as const, consentSource: "Sign-up form on example.com" };
  await startImport(ctx, { importId: id, format, mapping, options });
  while (await runImport(ctx, id, { maxMs: 60_000 }));
  return ctx.db.importJob.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId, id } });
}

async function standings(ctx: Ctx) {
  const { workspaceId } = ctx;
  const contacts = await ctx.db.contact.findMany({
    where: { workspaceId },
    include: { subscriptions: true },
    orderBy: { email: "asc" },
  });
  const suppressed = await ctx.db.suppression.findMany({ where: { workspaceId } });
  const consents = await ctx.db.consentRecord.findMany({ where: { workspaceId } });
  return contacts.map(({ id, email, subscriptions }) => ({
    email,
    lists: subscriptions.map(({ status }) => status),
    suppressed: suppressed.find(({ emailNormalized }) => emailNormalized === email)?.reason ?? null,
    agreed: consents.filter(({ contactId }) => contactId === id).length,
  }));
}

test("those who left or never agreed join no list, whatever they are called; who left is suppressed", async () => {
  const ctx = await testWorkspace();
  const list = await testList(ctx);
  const job = await importTo(
    ctx,
    list.id,
    "Email,Status\na@x.test,subscribed\nb@x.test,unsubscribed\nc@x.test,cleaned\nd@x.test,complained\ne@x.test,pending\nf@x.test,\n",
  );
  expect(job).toMatchObject({ created: 6, refused: 0, suppressed: 3, notSubscribed: 5 });
  expect(await standings(ctx)).toEqual([
    { email: "a@x.test", lists: ["confirmed"], suppressed: null, agreed: 1 },
    { email: "b@x.test", lists: [], suppressed: "unsubscribe", agreed: 0 },
    { email: "c@x.test", lists: [], suppressed: "hard_bounce", agreed: 0 },
    { email: "d@x.test", lists: [], suppressed: "complaint", agreed: 0 },
    { email: "e@x.test", lists: [], suppressed: null, agreed: 0 },
    { email: "f@x.test", lists: [], suppressed: null, agreed: 0 },
  ]);
});

test("Mailchimp's file of unsubscribed people suppresses those who are here, and a file that says otherwise brings nobody back", async () => {
  const ctx = await testWorkspace();
  const list = await testList(ctx);
  await importTo(ctx, list.id, "Email\na@x.test\n");
  await importTo(ctx, list.id, "Email Address,First Name,UNSUB_TIME,LEID,EUID\na@x.test,Ada,2024-01-02 10:00:00,1,f\n");
  const job = await importTo(ctx, list.id, "Email,Status\na@x.test,subscribed\n");
  expect(job).toMatchObject({ suppressed: 1, notSubscribed: 0 });
  expect(await standings(ctx)).toMatchObject([{ email: "a@x.test", suppressed: "unsubscribe" }]);
});

test("without a list, who never agreed has no proof of consent", async () => {
  const ctx = await testWorkspace();
  const shopify = "Email,Accepts Email Marketing,Total Spent\na@x.test,yes,1\nb@x.test,no,2\n";
  const { job } = await importBytes(ctx, "customers.csv", once(shopify));
  expect(job).toMatchObject({ created: 2, suppressed: 0, notSubscribed: 1 });
  expect((await standings(ctx)).map(({ agreed }) => agreed)).toEqual([1, 0]);
});
