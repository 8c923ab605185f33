import type { Ctx } from "@/lib/base/context";
import { newId, publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { AppError } from "@/lib/base/errors";
import { scheduleCampaign } from "@/lib/campaigns/lifecycle/schedule-campaign";
import { campaignDocument } from "@/lib/content/templates/stored-content";
import { createSegment } from "@/lib/people/segments/segments";
import { createView } from "@/lib/people/views/views";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { seededRandom } from "./random";
import { seedApiKeys } from "./seed-api-keys";
import { seedEmails } from "./seed-emails";
import { seedEvents } from "./seed-events";
import { seedGoals } from "./seed-goals";
import { pastCampaigns, seedPastCampaign } from "./seed-history";
import { type SamplePeople, seedPeople } from "./seed-people";
import { seedReplies } from "./seed-replies";
import { seedSendRequest } from "./seed-send-request";
import { seedWebhook } from "./seed-webhook";
import { upcoming } from "./upcoming";

const contactCount = 4200;
const listOf = (people: SamplePeople, name: string) => people.lists[name] ?? "";

async function seedUpcoming(ctx: Ctx, people: SamplePeople, senderId: string): Promise<void> {
  const { workspaceId } = ctx;
  for (const { list, document, leavesInDays, labels, ...campaign } of upcoming) {
    const id = newId();
    const lists = [listOf(people, list)];
    await ctx.db.campaign.create({
      data: {
        ...campaign,
        labels: [...labels],
        workspaceId,
        id,
        senderId,
        document: campaignDocument.write(document),
        audience: { include: { lists, segments: [], tags: [] }, exclude: { lists: [], segments: [] } },
      },
    });
    if (leavesInDays !== null) await scheduleIfPossible(ctx, id, leavesInDays);
  }
}

/** It stays a draft in a workspace that could not send it: without a postal address, or with a real way out and no domain of its own. */
async function scheduleIfPossible(ctx: Ctx, id: string, days: number): Promise<void> {
  const at = new Date(ctx.now().getTime() + days * 86_400_000);
  at.setUTCHours(9, 0, 0, 0);
  try {
    await scheduleCampaign(ctx, { campaignId: publicId("cmp", id), at: at.toISOString() });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "invalid") throw error;
  }
}

async function seedSegments(ctx: Ctx): Promise<void> {
  const engaged = { kind: "engagement", what: "active", op: "within", days: 90 } as const;
  const { id: engagedId } = await createSegment(ctx, {
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
  const deed = { kind: "event" as const, times: 1, days: 14, where: [] };
  const left = { ...deed, name: "Checkout Started", op: "did" as const };
  const bought = { ...deed, name: "Order Completed", op: "did_not" as const };
  await createSegment(ctx, {
    name: "Left the checkout",
    description: "Began to pay within two weeks, and bought nothing since.",
    rules: { kind: "group", match: "all", rules: [left, bought] },
  });
  const members = { kind: "field", key: "club_member", op: "is", value: true } as const;
  const engagedMembers = { kind: "segment", segmentId: engagedId, op: "in" } as const;
  const tenth = { kind: "share", op: "in", percent: 10, draw: "Early look" } as const;
  await createSegment(ctx, {
    name: "Early look",
    description: "A tenth of the club members who are engaged, by chance, and the same people each time.",
    rules: { kind: "group", match: "all", rules: [members, engagedMembers, tenth] },
  });
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
 * drafts, all or nothing; and what people wrote back. A workspace that has contacts already is left alone.
 */
export async function seedSampleData(given: Ctx): Promise<void> {
  const seeded = await inTransaction(
    given,
    async (ctx) => {
      if (await ctx.db.contact.findFirst({ where: { workspaceId: ctx.workspaceId } })) return false;
      const random = seededRandom(2026);
      await ensureDefaultSending(ctx);
      const sender = await ctx.db.sender.findFirst({ where: { workspaceId: ctx.workspaceId, isDefault: true } });
      const people = await seedPeople(ctx, random, contactCount);
      await seedSegments(ctx);
      await seedApiKeys(ctx);
      if (!sender) return false;
      for (const past of pastCampaigns) {
        await seedPastCampaign(ctx, random, past, { listId: listOf(people, past.list), senderId: sender.id });
      }
      await seedUpcoming(ctx, people, sender.id);
      await seedSendRequest(ctx, "Trail Notes 17");
      await seedEmails(ctx);
      await seedEvents(ctx);
      await seedGoals(ctx);
      return true;
    },
    { timeoutMs: 300_000 },
  );
  // What comes in is looked for among what is committed.
  if (!seeded) return;
  await seedReplies(given);
  // After what happened: none of it is told.
  await seedWebhook(given);
}
