import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { createSegment } from "@/lib/people/segments/segments";
import { testContact, testMember, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import { contactEngagement } from "./contact-engagement";
import { contactInSegment, contactSegments } from "./contact-segments";
import { eraseContact } from "./erase-contacts";
import { addNote, deleteNote, findNotes } from "./notes";

test("a person's segments are told with the reasons, rule by rule, as they are nested", async () => {
  const ctx = await testWorkspace();
  const ada = await testContact(ctx, { email: "ada@one.example", firstName: "Ada" });
  const named = { kind: "text", field: "first_name", op: "is", value: "ada" } as const;
  const recent = { kind: "engagement", what: "opened", op: "within", days: 30 } as const;
  const inner = { kind: "group", match: "any", rules: [named, recent] } as const;
  const empty = { kind: "group", match: "all", rules: [] } as const;
  const one = await createSegment(ctx, {
    name: "Ada or reader",
    rules: {
      kind: "group",
      match: "all",
      rules: [
        { ...inner, rules: [...inner.rules] },
        { ...empty, rules: [] },
      ],
    },
  });
  await createSegment(ctx, { name: "Nobody", rules: { kind: "group", match: "none", rules: [named] } });
  expect(await contactSegments(ctx, ada.id)).toEqual([
    { id: publicId("seg", one.id), name: "Ada or reader", isIn: true },
    { id: expect.any(String), name: "Nobody", isIn: false },
  ]);
  expect(await contactInSegment(ctx, { contactId: ada.id, segmentId: one.id })).toEqual({
    match: "all",
    holds: true,
    parts: [
      {
        match: "any",
        holds: true,
        parts: [
          { text: "First name is “ada”", holds: true },
          { text: "Opened a mail in the last 30 days", holds: false },
        ],
      },
    ],
  });
});

test("many segments are asked about in pieces", async () => {
  const ctx = await testWorkspace();
  const ada = await testContact(ctx, { email: "ada@one.example", firstName: "Ada" });
  for (let number = 10; number < 40; number++) {
    const rule = { kind: "text", field: "first_name", op: number % 2 ? "is" : "is_not", value: "Ada" } as const;
    await createSegment(ctx, { name: `Segment ${number}`, rules: { kind: "group", match: "all", rules: [rule] } });
  }
  const found = await contactSegments(ctx, ada.id);
  expect(found.map(({ name, isIn }) => isIn === Number(name.slice(-2)) % 2 > 0)).toEqual(found.map(() => true));
  expect(found).toHaveLength(30);
});

test("engagement counts people, the newest mail first", async () => {
  const ctx = await testWorkspace();
  const { messages } = await sentCampaign(ctx);
  const { id, contactId } = messages[0]!;
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
  await prisma.message.update({
    where,
    data: { kind: "campaign", sentAt: new Date(), firstProxyOpenedAt: new Date() },
  });
  expect(await contactEngagement(ctx, contactId)).toMatchObject({ level: "silent", mails: [{ outcome: "delivered" }] });
  const contact = { workspaceId_id: { workspaceId: ctx.workspaceId, id: contactId } };
  await prisma.message.update({ where, data: { firstOpenedAt: new Date() } });
  await prisma.contact.update({ where: contact, data: { lastActivityAt: new Date(Date.now() - 40 * 86_400_000) } });
  expect(await contactEngagement(ctx, contactId)).toMatchObject({ level: "cooling", mails: [{ outcome: "opened" }] });
});

test("notes are kept with who wrote them, stay out of the audit log, and go with the person", async () => {
  const member = await testMember(await testWorkspace(), "marketer");
  const { id: contactId } = await testContact(member, { email: "ada@one.example" });
  await addNote(member, { contactId, text: "Prefers to be rung up" });
  await addNote(member, { contactId, text: "Met at the fair" });
  const [latest] = await findNotes(member, contactId);
  expect(latest).toMatchObject({ text: "Met at the fair", writtenBy: member.actor.name });
  await deleteNote(member, { contactId, noteId: latest!.id });
  await expect(deleteNote(member, { contactId, noteId: latest!.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(addNote(member, { contactId: publicId("ctc", newId()), text: "x" })).rejects.toMatchObject({
    code: "not_found",
  });
  const entries = await prisma.auditEntry.findMany({ where: { workspaceId: member.workspaceId } });
  expect(JSON.stringify(entries)).not.toMatch(/fair|rung/);
  const analyst = await testMember(member, "analyst");
  await expect(addNote(analyst, { contactId, text: "x" })).rejects.toMatchObject({ code: "forbidden" });
  await eraseContact(member, { contactId });
  expect(await prisma.contactNote.count({ where: { workspaceId: member.workspaceId } })).toBe(0);
});
