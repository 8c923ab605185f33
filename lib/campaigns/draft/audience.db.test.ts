import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { freezeAudience } from "@/lib/campaigns/freeze/freeze-audience";
import type { Audience } from "@/lib/people/audiences/audience.shared";
import { estimateAudience } from "@/lib/people/audiences/estimate-audience";
import { testContact, testList, testWorkspace } from "@/tests/support/db";

const statuses = ["pending", "confirmed", "unsubscribed"] as const;
const suppressions = ["hard_bounce", "complaint", "unsubscribe", "manual"] as const;

const audienceOf = (include: Partial<Audience["include"]>, exclude: Partial<Audience["exclude"]> = {}): Audience => ({
  include: { lists: [], segments: [], tags: [], ...include },
  exclude: { lists: [], segments: [], ...exclude },
});

async function subscribe(ctx: Ctx, listId: string, contactId: string, status: (typeof statuses)[number]) {
  await prisma.subscription.create({ data: { workspaceId: ctx.workspaceId, id: newId(), listId, contactId, status } });
}

async function suppress(ctx: Ctx, email: string, reason: (typeof suppressions)[number]) {
  await prisma.suppression.create({
    data: { workspaceId: ctx.workspaceId, id: newId(), emailNormalized: email.toLowerCase(), reason },
  });
}

async function tag(ctx: Ctx, contactIds: string[]): Promise<string> {
  const id = newId();
  await prisma.tag.create({ data: { workspaceId: ctx.workspaceId, id, name: `tag ${id}` } });
  await prisma.contactTag.createMany({
    data: contactIds.map((contactId) => ({ workspaceId: ctx.workspaceId, tagId: id, contactId })),
  });
  return id;
}

async function segmentOf(ctx: Ctx, firstName: string): Promise<string> {
  const id = newId();
  const rules = {
    kind: "group",
    match: "all",
    rules: [{ kind: "text", field: "first_name", op: "is", value: firstName }],
  };
  await prisma.segment.create({ data: { workspaceId: ctx.workspaceId, id, name: `segment ${id}`, rules } });
  return id;
}

async function draft(ctx: Ctx): Promise<{ campaignId: string; variantId: string }> {
  const campaignId = newId();
  const variantId = newId();
  await prisma.campaign.create({ data: { workspaceId: ctx.workspaceId, id: campaignId, name: "Test" } });
  await prisma.campaignVariant.create({
    data: {
      workspaceId: ctx.workspaceId,
      id: variantId,
      campaignId,
      subject: "Hello",
      fromName: "Ada",
      fromEmail: "ada@example.com",
      compiled: {},
      bytes: 0,
    },
  });
  return { campaignId, variantId };
}

const reasonOf = async (ctx: Ctx, campaignId: string, contactId: string) => {
  const message = await prisma.message.findFirstOrThrow({
    where: { workspaceId: ctx.workspaceId, campaignId, contactId },
  });
  return message.skipReason ?? message.status;
};

describe("the frozen audience", () => {
  test("has one row a person, with the reason for everybody who is left out", async () => {
    const ctx = await testWorkspace();
    const [news, other, staff] = [
      await testList(ctx, "News"),
      await testList(ctx, "Other"),
      await testList(ctx, "Staff"),
    ];
    const person = (firstName?: string) => testContact(ctx, { ...(firstName && { firstName }) });
    const [fine, pending, gone, bounced, colleague, boss, tagged, stranger, elsewhere] = [
      await person(),
      await person(),
      await person(),
      await person(),
      await person(),
      await person("Boss"),
      await person(),
      await person(),
      await person(),
    ];
    for (const contact of [fine, bounced, colleague, boss]) await subscribe(ctx, news.id, contact.id, "confirmed");
    await subscribe(ctx, news.id, pending.id, "pending");
    await subscribe(ctx, news.id, gone.id, "unsubscribed");
    await subscribe(ctx, staff.id, colleague.id, "confirmed");
    for (const contact of [tagged, gone]) await subscribe(ctx, other.id, contact.id, "confirmed");
    await subscribe(ctx, other.id, elsewhere.id, "unsubscribed");
    await suppress(ctx, bounced.email, "hard_bounce");
    const audience = audienceOf(
      { lists: [news.id], tags: [await tag(ctx, [fine.id, tagged.id, stranger.id, gone.id, elsewhere.id])] },
      { lists: [staff.id], segments: [await segmentOf(ctx, "Boss")] },
    );
    const { campaignId, variantId } = await draft(ctx);
    const frozen = await freezeAudience(ctx, campaignId, variantId, audience);
    expect(frozen).toMatchObject({ total: 9, pending: 2, batches: 1 });
    const reason = (contact: { id: string }) => reasonOf(ctx, campaignId, contact.id);
    expect(await reason(fine)).toBe("pending");
    expect(await reason(tagged)).toBe("pending");
    expect(await reason(pending)).toBe("not_confirmed");
    expect(await reason(gone)).toBe("unsubscribed");
    expect(await reason(elsewhere)).toBe("unsubscribed");
    expect(await reason(bounced)).toBe("suppressed_hard_bounce");
    expect(await reason(colleague)).toBe("excluded_list");
    expect(await reason(boss)).toBe("excluded_segment");
    expect(await reason(stranger)).toBe("not_subscribed");
  });

  test("an address that cannot be mailed is a row with its reason", async () => {
    const ctx = await testWorkspace();
    const list = await testList(ctx);
    const broken = await testContact(ctx, { email: "no-domain@localhost", listIds: [list.id] });
    const { campaignId, variantId } = await draft(ctx);
    await freezeAudience(ctx, campaignId, variantId, audienceOf({ lists: [list.id] }));
    expect(await reasonOf(ctx, campaignId, broken.id)).toBe("invalid_address");
  });

  test("another workspace's list brings nobody in", async () => {
    const [ctx, other] = [await testWorkspace(), await testWorkspace()];
    const list = await testList(other);
    await testContact(other, { listIds: [list.id] });
    expect(await estimateAudience(ctx, audienceOf({ lists: [list.id] }))).toMatchObject({ total: 0, willReceive: 0 });
  });

  test("whatever the audience, it adds up, nobody is in it twice, and the estimate told the truth", async () => {
    const person = fc.record({
      lists: fc.tuple(...[0, 1, 2].map(() => fc.option(fc.constantFrom(...statuses)))),
      tagged: fc.boolean(),
      suppressed: fc.option(fc.constantFrom(...suppressions), { freq: 4 }),
    });
    const chosen = fc.record({
      include: fc.subarray([0, 1, 2]),
      exclude: fc.subarray([0, 1, 2]),
      byTag: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 12 }), chosen, async (people, choice) => {
        const ctx = await testWorkspace();
        const lists = [await testList(ctx, "A"), await testList(ctx, "B"), await testList(ctx, "C")];
        const taggedIds: string[] = [];
        for (const { lists: states, tagged, suppressed } of people) {
          const contact = await testContact(ctx);
          for (const [index, status] of states.entries()) {
            if (status) await subscribe(ctx, lists[index]!.id, contact.id, status);
          }
          if (tagged) taggedIds.push(contact.id);
          if (suppressed) await suppress(ctx, contact.email, suppressed);
        }
        const audience = audienceOf(
          {
            lists: choice.include.map((index) => lists[index]!.id),
            tags: choice.byTag ? [await tag(ctx, taggedIds)] : [],
          },
          { lists: choice.exclude.map((index) => lists[index]!.id) },
        );
        const expected = people.filter(
          ({ lists: states, tagged }) => choice.include.some((index) => states[index]) || (choice.byTag && tagged),
        );
        const estimate = await estimateAudience(ctx, audience);
        const { campaignId, variantId } = await draft(ctx);
        const frozen = await freezeAudience(ctx, campaignId, variantId, audience);
        const rows = await prisma.message.findMany({ where: { workspaceId: ctx.workspaceId, campaignId } });
        expect(frozen.total).toBe(expected.length);
        expect(estimate.total).toBe(expected.length);
        expect(estimate.willReceive).toBe(frozen.pending);
        const excluded = Object.values(estimate.excludedByReason).reduce((sum, count) => sum + count, 0);
        expect(estimate.willReceive + excluded).toBe(estimate.total);
        expect(new Set(rows.map((row) => row.contactId)).size).toBe(rows.length);
        expect(rows.filter((row) => row.status === "pending").every((row) => row.skipReason === null)).toBe(true);
        expect(rows.filter((row) => row.status !== "pending").every((row) => row.skipReason !== null)).toBe(true);
        const suppressed = await prisma.suppression.findMany({ where: { workspaceId: ctx.workspaceId } });
        const refused = new Set(suppressed.map((one) => one.emailNormalized));
        expect(rows.some((row) => row.status === "pending" && refused.has(row.emailNormalized))).toBe(false);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  test("batches are ranges of ids that cover every waiting message once", async () => {
    const ctx = await testWorkspace();
    const list = await testList(ctx);
    await manyContacts(ctx, list.id, 2500);
    const { campaignId, variantId } = await draft(ctx);
    const frozen = await freezeAudience(ctx, campaignId, variantId, audienceOf({ lists: [list.id] }));
    expect(frozen).toMatchObject({ open: [], total: 2500, pending: 2500, batches: 3 });
    const batches = await prisma.campaignBatch.findMany({
      where: { workspaceId: ctx.workspaceId, campaignId },
      orderBy: { position: "asc" },
    });
    expect(batches.map((batch) => batch.size)).toEqual([1000, 1000, 500]);
    for (const [index, batch] of batches.entries()) {
      const next = batches[index + 1];
      if (next) expect(batch.lastMessageId < next.firstMessageId).toBe(true);
      const inRange = await prisma.message.count({
        where: {
          workspaceId: ctx.workspaceId,
          campaignId,
          id: { gte: batch.firstMessageId, lte: batch.lastMessageId },
        },
      });
      expect(inRange).toBe(batch.size);
    }
  });
});

/** Contacts confirmed on a list, made in the database. */
async function manyContacts(ctx: Ctx, listId: string, count: number): Promise<void> {
  await prisma.$executeRaw`
    with made as (
      insert into contact (workspace_id, id, email, email_normalized, email_domain, updated_at)
      select ${ctx.workspaceId}::uuid, new_id(), 'p' || n || '@example.net', 'p' || n || '@example.net', 'example.net', now()
      from generate_series(1, ${count}::int) n returning id
    )
    insert into subscription (workspace_id, id, list_id, contact_id, status)
    select ${ctx.workspaceId}::uuid, new_id(), ${listId}::uuid, id, 'confirmed' from made`;
}
