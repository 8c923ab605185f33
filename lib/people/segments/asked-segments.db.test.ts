import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { contactInSegment } from "@/lib/people/contacts/contact-segments";
import { createField } from "@/lib/people/contacts/fields";
import { testContact, testWorkspace } from "@/tests/support/db";
import { sharedDomains } from "./own-domain";
import type { SegmentGroup, SegmentRule } from "./schema";
import { countSegment, createSegment, presentSegment, updateSegment } from "./segments";

const all = (...rules: SegmentRule[]): SegmentGroup => ({ kind: "group", match: "all", rules });
const inside = (segmentId: string): SegmentRule => ({ kind: "segment", segmentId, op: "in" });
const gmail: SegmentRule = { kind: "text", field: "email_domain", op: "is", value: "gmail.com" };
const ada: SegmentRule = { kind: "text", field: "first_name", op: "is", value: "Ada" };

test("a segment asks for others, and none comes back to itself", async () => {
  const ctx = await testWorkspace();
  const { id: contactId } = await testContact(ctx, { email: "ada@gmail.com", firstName: "Ada" });
  await testContact(ctx, { email: "bob@gmail.com", firstName: "Bob" });
  const inner = await createSegment(ctx, { name: "Inner", rules: all(gmail) });
  const middle = await createSegment(ctx, { name: "Middle", rules: all(inside(inner.id)) });
  const outer = await createSegment(ctx, { name: "Outer", rules: all(ada, inside(middle.id)) });
  expect(await countSegment(ctx, outer.rules)).toEqual({ count: 1, capped: false });
  expect(presentSegment(outer).rules.rules[1]).toMatchObject({ segmentId: publicId("seg", middle.id) });
  const reason = await contactInSegment(ctx, { contactId, segmentId: outer.id });
  expect(reason.parts).toContainEqual({ text: "Is in the segment “Middle”", holds: true });
  await expect(updateSegment(ctx, { segmentId: inner.id, rules: all(inside(inner.id)) })).rejects.toThrow(/itself/);
  await expect(updateSegment(ctx, { segmentId: inner.id, rules: all(inside(outer.id)) })).rejects.toThrow(
    /“Outer” → “Middle” → “Inner”/,
  );
});

test("only a date is so many days away", async () => {
  const ctx = await testWorkspace();
  await createField(ctx, { label: "Age", type: "number" });
  const rules = all({ kind: "date", key: "age", op: "anniversary", days: 3 });
  await expect(createSegment(ctx, { name: "S", rules })).rejects.toThrow(/^Age: only a date/);
});

test("the index of domains leaves out those that the condition names", async () => {
  const [index] = await prisma.$queryRaw<{ definition: string }[]>`
    select pg_get_indexdef('contact_own_domain'::regclass) as definition`;
  const named = [...(index?.definition ?? "").matchAll(/'([^']+)'::text/g)].map(([, domain]) => domain);
  expect(named).toEqual([...sharedDomains]);
});
