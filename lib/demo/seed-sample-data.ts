import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { getBuiltinTemplate } from "@/lib/content/templates/builtin-templates";
import { templateDocument } from "@/lib/content/templates/stored-content";
import { createSegment } from "@/lib/people/segments/segments";
import { createView } from "@/lib/people/views/views";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { seededRandom } from "./random";
import { seedApiKeys } from "./seed-api-keys";
import { pastCampaigns, seedPastCampaign } from "./seed-history";
import { type SamplePeople, seedPeople } from "./seed-people";

const contactCount = 4200;
const listOf = (people: SamplePeople, name: string) => people.lists[name] ?? "";

async function seedUpcoming(ctx: Ctx, people: SamplePeople, senderId: string): Promise<void> {
  const { workspaceId } = ctx;
  const upcoming = [
    {
      name: "Trail Notes 17",
      subject: "The first frost, and where to see it",
      template: "newsletter",
      list: "Trail Notes",
    },
    { name: "Winter gift guide", subject: "Gifts that get used", template: "promotion", list: "Product news" },
  ];
  for (const { name, subject, template, list } of upcoming) {
    const { document, previewText } = getBuiltinTemplate(template);
    const lists = [listOf(people, list)];
    await ctx.db.campaign.create({
      data: {
        workspaceId,
        id: newId(),
        name,
        subject,
        previewText,
        senderId,
        document: templateDocument.write(document),
        templateKey: template,
        audience: { include: { lists, segments: [], tags: [] }, exclude: { lists: [], segments: [] } },
      },
    });
  }
}

async function seedSegments(ctx: Ctx): Promise<void> {
  const engaged = { kind: "engagement", what: "active", op: "within", days: 90 } as const;
  await createSegment(ctx, {
    name: "Engaged in 90 days",
    description: "Opened or clicked as a person, not through a privacy proxy.",
    rules: { kind: "group", match: "all", rules: [engaged] },
  });
  const orders = { kind: "field", key: "orders", op: "more", value: 7 } as const;
  await createSegment(ctx, {
    name: "Frequent buyers",
    description: "Eight orders or more.",
    rules: { kind: "group", match: "all", rules: [orders] },
  });
  const members = { kind: "field", key: "club_member", op: "is", value: true } as const;
  const rules = JSON.stringify({ kind: "group", match: "all", rules: [members, orders] });
  await createView(ctx, {
    name: "Club members who buy often",
    search: new URLSearchParams({ rules, sort: "activity" }).toString(),
    columns: ["activity", "field:city", "field:orders"],
    shared: true,
  });
}

/**
 * Fills an empty workspace with a believable outdoor shop: contacts, lists, segments, past campaigns with their events,
 * drafts. All or nothing; a workspace that has contacts already is left alone.
 */
export async function seedSampleData(given: Ctx): Promise<void> {
  await inTransaction(
    given,
    async (ctx) => {
      if (await ctx.db.contact.findFirst({ where: { workspaceId: ctx.workspaceId } })) return;
      const random = seededRandom(2026);
      await ensureDefaultSending(ctx);
      const sender = await ctx.db.sender.findFirst({ where: { workspaceId: ctx.workspaceId, isDefault: true } });
      const people = await seedPeople(ctx, random, contactCount);
      await seedSegments(ctx);
      await seedApiKeys(ctx);
      if (!sender) return;
      for (const past of pastCampaigns) {
        await seedPastCampaign(ctx, random, past, { listId: listOf(people, past.list), senderId: sender.id });
      }
      await seedUpcoming(ctx, people, sender.id);
    },
    { timeoutMs: 300_000 },
  );
}
