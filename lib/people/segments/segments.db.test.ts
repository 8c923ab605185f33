import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { createField } from "@/lib/people/contacts/fields";
import { findContacts } from "@/lib/people/contacts/find-contacts";
import { findTags } from "@/lib/people/contacts/tags";
import { createSubscriber } from "@/lib/people/lists/create-subscriber";
import { testList, testWorkspace } from "@/tests/support/db";
import { sentCampaign } from "@/tests/support/sent-campaign";
import type { SegmentRule } from "./schema";
import { countSegment, createSegment, deleteSegment, presentSegment, updateSegment } from "./segments";

async function population() {
  const ctx = await testWorkspace();
  const list = await testList(ctx);
  await createField(ctx, { label: "Age", type: "number" });
  await createField(ctx, { label: "Joined", type: "date" });
  const joins = { listIds: [list.id], consent: "Ticked the box" };
  await createSubscriber(ctx, {
    email: "ada@one.example",
    firstName: "Ada",
    fields: { age: 36, joined: "2025-01-01" },
    tags: ["vip"],
    ...joins,
  });
  await createSubscriber(ctx, { email: "bob@two.example", firstName: "Bob", fields: { age: 9 } });
  await createSubscriber(ctx, { email: "eve@two.example", fields: { joined: "2026-01-01" }, ...joins });
  const [vip] = await findTags(ctx);
  return { ctx, list, vipId: vip?.id ?? "" };
}

async function found(ctx: Ctx, ...rules: SegmentRule[]): Promise<string[]> {
  const { id } = await createSegment(ctx, { name: newId(), rules: { kind: "group", match: "all", rules } });
  const { items } = await findContacts(ctx, { segment: id, sort: "email", direction: "asc" });
  return items.map(({ email }) => email.slice(0, 3));
}

describe("a segment finds", () => {
  test("text, whole, by beginning and part, in any case", async () => {
    const { ctx } = await population();
    expect(await found(ctx, { kind: "text", field: "first_name", op: "is", value: "ADA" })).toEqual(["ada"]);
    expect(await found(ctx, { kind: "text", field: "email_domain", op: "begins_with", value: "two" })).toEqual([
      "bob",
      "eve",
    ]);
    expect(await found(ctx, { kind: "text", field: "first_name", op: "is_not", value: "ada" })).toEqual(["bob", "eve"]);
    expect(await found(ctx, { kind: "text", field: "first_name", op: "is_not_set", value: "" })).toEqual(["eve"]);
    expect(await found(ctx, { kind: "text", field: "email", op: "contains", value: "%" })).toEqual([]);
  });

  test("who received, opened or clicked in one campaign, and who did not", async () => {
    const ctx = await testWorkspace();
    const { messages, campaignId } = await sentCampaign(ctx, { recipients: 3 });
    const at = new Date();
    const set = (index: number, data: object) =>
      prisma.message.update({
        where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: messages[index]!.id } },
        data: { sentAt: at, ...data },
      });
    await set(0, { firstOpenedAt: at, firstClickedAt: at });
    await set(1, { firstProxyOpenedAt: at });
    await set(2, { bouncedAt: at });
    const who = async (what: "received" | "opened" | "clicked", op: "did" | "did_not") => {
      const rule = { kind: "campaign", campaignId: publicId("cmp", campaignId), what, op } as const;
      const { id } = await createSegment(ctx, { name: newId(), rules: { kind: "group", match: "all", rules: [rule] } });
      const { items } = await findContacts(ctx, { segment: id });
      return messages.flatMap(({ email }, index) => (items.some((item) => item.email === email) ? [index] : []));
    };
    expect(await who("received", "did")).toEqual([0, 1]);
    expect(await who("opened", "did")).toEqual([0]);
    expect(await who("opened", "did_not")).toEqual([1, 2]);
    expect(await who("clicked", "did")).toEqual([0]);
  });

  test("numbers as numbers and dates as dates", async () => {
    const { ctx } = await population();
    expect(await found(ctx, { kind: "field", key: "age", op: "more", value: 10 })).toEqual(["ada"]);
    expect(await found(ctx, { kind: "field", key: "age", op: "less", value: 10 })).toEqual(["bob"]);
    expect(await found(ctx, { kind: "field", key: "joined", op: "less", value: "2025-06-01" })).toEqual(["ada"]);
    expect(await found(ctx, { kind: "field", key: "joined", op: "is_set", value: "" })).toEqual(["ada", "eve"]);
  });

  test("a number as a number, however it is written", async () => {
    const { ctx } = await population();
    const age = { kind: "field", key: "age" } as const;
    // As texts, 9 comes after 10 and 36.
    expect(await found(ctx, { ...age, op: "more", value: "10" })).toEqual(["ada"]);
    expect(await found(ctx, { ...age, op: "less", value: "36" })).toEqual(["bob"]);
    expect(await found(ctx, { ...age, op: "is", value: "36,0" })).toEqual(["ada"]);
    expect(await found(ctx, { ...age, op: "is_not", value: 36 })).toEqual(["bob", "eve"]);
  });

  test("a large number, and one with many decimals, as itself", async () => {
    const { ctx } = await population();
    await createSubscriber(ctx, { email: "max@two.example", fields: { age: 1e21 } });
    await createSubscriber(ctx, { email: "sum@two.example", fields: { age: 0.1 + 0.2 } });
    expect(await found(ctx, { kind: "field", key: "age", op: "is", value: 1e21 })).toEqual(["max"]);
    expect(await found(ctx, { kind: "field", key: "age", op: "is", value: 0.1 + 0.2 })).toEqual(["sum"]);
  });

  test("dates and yes or no however they are written", async () => {
    const { ctx } = await population();
    await createField(ctx, { label: "Vip", type: "boolean" });
    await createSubscriber(ctx, { email: "vic@two.example", fields: { vip: "yes", joined: "1.2.2026" } });
    expect(await found(ctx, { kind: "field", key: "vip", op: "is", value: "yes" })).toEqual(["vic"]);
    expect(await found(ctx, { kind: "field", key: "vip", op: "is", value: true })).toEqual(["vic"]);
    expect(await found(ctx, { kind: "field", key: "joined", op: "is", value: "1.1.2025" })).toEqual(["ada"]);
    expect(await found(ctx, { kind: "field", key: "joined", op: "more", value: "31.12.2025" })).toEqual(["eve", "vic"]);
  });

  test("nobody above or below nothing, and nobody who is nothing but those without a value", async () => {
    const { ctx } = await population();
    const joined = { kind: "field", key: "joined", value: "" } as const;
    expect(await found(ctx, { ...joined, op: "more" })).toEqual([]);
    expect(await found(ctx, { ...joined, op: "less" })).toEqual([]);
    expect(await found(ctx, { ...joined, op: "is" })).toEqual(["bob"]);
    expect(await found(ctx, { ...joined, op: "is_not" })).toEqual(["ada", "eve"]);
  });

  test("tags, lists, and who has done nothing yet", async () => {
    const { ctx, list, vipId } = await population();
    expect(await found(ctx, { kind: "tag", tagId: vipId, op: "has" })).toEqual(["ada"]);
    expect(await found(ctx, { kind: "list", listId: list.id, op: "not_on", status: "confirmed" })).toEqual(["bob"]);
    expect(await found(ctx, { kind: "engagement", what: "opened", op: "not_within", days: 30 })).toHaveLength(3);
    expect(await found(ctx, { kind: "created", op: "within", days: 1 })).toHaveLength(3);
  });

  test("everybody, as long as no group says anything", async () => {
    const { ctx } = await population();
    expect(await found(ctx, { kind: "group", match: "any", rules: [] })).toHaveLength(3);
    expect(
      await found(ctx, { kind: "group", match: "none", rules: [{ kind: "group", match: "any", rules: [] }] }),
    ).toHaveLength(3);
  });

  test("groups in groups", async () => {
    const { ctx, vipId } = await population();
    const vip = { kind: "tag", tagId: vipId, op: "has" } as const;
    const two = { kind: "text", field: "email_domain", op: "is", value: "two.example" } as const;
    const young = { kind: "field", key: "age", op: "less", value: 10 } as const;
    expect(await found(ctx, { kind: "group", match: "any", rules: [vip, young] })).toEqual(["ada", "bob"]);
    expect(await found(ctx, { kind: "group", match: "none", rules: [vip, young] })).toEqual(["eve"]);
    expect(await found(ctx, two, { kind: "group", match: "none", rules: [young] })).toEqual(["eve"]);
  });
});

describe("a rule that does not fit its field", () => {
  const rules = (one: SegmentRule) => ({ kind: "group" as const, match: "all" as const, rules: [one] });

  test.each<[string, SegmentRule]>([
    ["part of a number", { kind: "field", key: "age", op: "contains", value: "3" }],
    ["no number", { kind: "field", key: "age", op: "more", value: "many" }],
    ["no date", { kind: "group", match: "any", rules: [{ kind: "field", key: "joined", op: "less", value: "soon" }] }],
  ])("is refused when it is saved, and finds nobody where it was saved before: %s", async (_name, one) => {
    const { ctx } = await population();
    await expect(createSegment(ctx, { name: "S", rules: rules(one) })).rejects.toMatchObject({ code: "invalid" });
    const { id } = await createSegment(ctx, { name: "S", rules: rules({ kind: "created", op: "within", days: 1 }) });
    await expect(updateSegment(ctx, { segmentId: id, rules: rules(one) })).rejects.toMatchObject({ code: "invalid" });
    const looked = one.kind === "field" && one.op === "contains" ? 1 : 0;
    expect((await countSegment(ctx, rules(one))).count).toBe(looked);
  });

  test("one about a field that was deleted since stays, and finds who has no value", async () => {
    const { ctx } = await population();
    const gone = (op: "is" | "is_not_set") => ({ kind: "field" as const, key: "gone", op, value: "x" });
    expect(await found(ctx, gone("is"))).toEqual([]);
    expect(await found(ctx, gone("is_not_set"))).toEqual(["ada", "bob", "eve"]);
  });
});

const rule: fc.Arbitrary<SegmentRule> = fc.letrec<{ rule: SegmentRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      kind: fc.constant("field" as const),
      key: fc.oneof(fc.string(), fc.constantFrom("age", "joined")),
      op: fc.constantFrom("is" as const, "is_not" as const, "more" as const, "less" as const),
      value: fc.oneof(fc.string(), fc.integer()),
    }),
    fc.record({
      kind: fc.constant("text" as const),
      field: fc.constantFrom("email" as const, "last_name" as const),
      op: fc.constantFrom("is" as const, "contains" as const),
      value: fc.string(),
    }),
    fc.record({
      kind: fc.constant("group" as const),
      match: fc.constantFrom("all" as const, "any" as const, "none" as const),
      rules: fc.array(tie("rule"), { minLength: 1, maxLength: 3 }),
    }),
  ),
})).rule;

test("whatever the rules, who fits and who does not are everybody together", async () => {
  const { ctx } = await population();
  const usable = rule.filter((one) => !JSON.stringify(one).includes("\\u0000"));
  await fc.assert(
    fc.asyncProperty(usable, async (one) => {
      const inside = await countSegment(ctx, { kind: "group", match: "all", rules: [one] });
      const outside = await countSegment(ctx, { kind: "group", match: "none", rules: [one] });
      expect(inside.count + outside.count).toBe(3);
    }),
    { numRuns: 40 },
  );
});

test("is shown with public ids, changed and deleted", async () => {
  const { ctx, vipId } = await population();
  const rules = {
    kind: "group" as const,
    match: "all" as const,
    rules: [{ kind: "tag" as const, tagId: vipId, op: "has" as const }],
  };
  const segment = await createSegment(ctx, { name: "VIPs", rules });
  expect(presentSegment(segment).rules.rules[0]).toMatchObject({ tagId: expect.stringMatching(/^tag_/) });
  expect((await updateSegment(ctx, { segmentId: segment.id, name: "Best" })).name).toBe("Best");
  await deleteSegment(ctx, { segmentId: segment.id });
  await expect(findContacts(ctx, { segment: segment.id })).rejects.toMatchObject({ code: "not_found" });
});
