import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { createSubscriber } from "@/lib/people/lists/create-subscriber";
import { unsubscribeContact } from "@/lib/people/lists/unsubscribe-contact";
import { testList, testMember, testWorkspace } from "@/tests/support/db";
import { consentFile } from "./consent-file";
import { consentProof } from "./consent-proof";

async function person() {
  const ctx = await testWorkspace({ name: "Köln Räder 山" });
  const list = await testList(ctx);
  const consent = "Box on the join page: “Ja, ich möchte”";
  const person = { email: "ada@example.com", firstName: "山田 太郎", lastName: "محمد Łukasz" };
  const { id } = await createSubscriber(ctx, { ...person, listIds: [list.id], consent });
  await unsubscribeContact(ctx, { contactId: id, reason: "Too many" });
  return { ctx, id, consent };
}

test("the proof has every entry with its words, and what follows from it", async () => {
  const { ctx, id, consent } = await person();
  const proof = await consentProof(ctx, { contactId: id });
  expect(proof).toMatchObject({
    ...{ workspace: { name: "Köln Räder 山" }, contact: { email: "ada@example.com" }, suppression: null, more: false },
    subscriptions: [{ name: "Newsletter", status: "unsubscribed", ledger: "unsubscribed", reason: "Too many" }],
    ledger: [
      { kind: "opt_in", purpose: "list", status: "confirmed", source: "test", wording: { text: consent } },
      { kind: "opt_out", status: "unsubscribed", wording: { text: "Too many" } },
    ],
  });
  const entry = await prisma.auditEntry.findFirst({
    where: { workspaceId: ctx.workspaceId, action: "contact.proof_exported" },
  });
  expect(entry?.subjectId).toBe(id);
});

test("as files, whatever letters the names have", async () => {
  const { ctx, id } = await person();
  const json = await consentFile(ctx, { contactId: id, format: "json" });
  expect(await json.json()).toMatchObject({ contact: { firstName: "山田 太郎" } });
  const pdf = await consentFile(ctx, { contactId: id, format: "pdf" });
  expect(pdf.headers.get("content-disposition")).toMatch(/^attachment; filename="consent-ctc_\w+\.pdf"$/);
  const octets = Buffer.from(await pdf.arrayBuffer());
  expect(octets.subarray(0, 5).toString()).toBe("%PDF-");
  expect(octets.length).toBeLessThan(200_000);
});

test("is for those who may export people, of their own workspace", async () => {
  const { ctx, id } = await person();
  const analyst = await testMember(ctx, "analyst");
  await expect(consentProof(analyst, { contactId: id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(consentProof(await testWorkspace(), { contactId: id })).rejects.toMatchObject({ code: "not_found" });
});
