import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { freezeCampaign } from "@/lib/campaigns/freeze/prepare-campaign";
import { getBuiltinTemplate } from "@/lib/content/templates/builtin-templates";
import { campaignDocument } from "@/lib/content/templates/stored-content";
import { recordEvents } from "@/lib/events/door/record-events";
import type { NewEvent } from "@/lib/events/ledger/event-types";
import { unsubscribeMessage } from "@/lib/people/preferences/unsubscribe-message";
import { suppress } from "@/lib/people/suppressions/suppress";
import { demoStory, type Story } from "./message-story";

export interface PastCampaign {
  name: string;
  subject: string;
  template: string;
  list: string;
  /** In the morning of that day; or just so many hours ago. */
  daysAgo?: number;
  hoursAgo?: number;
  labels?: string[];
  /** How much more (or less) than usual people opened and clicked. */
  appeal: number;
}

export const pastCampaigns: readonly PastCampaign[] = [
  {
    name: "Spring opening",
    subject: "The hills are open again",
    template: "announcement",
    list: "Trail Notes",
    daysAgo: 171,
    appeal: 1.1,
  },
  {
    name: "Trail Notes 14",
    labels: ["Trail Notes"],
    subject: "Five quiet walks within an hour of town",
    template: "newsletter",
    list: "Trail Notes",
    daysAgo: 143,
    appeal: 1,
  },
  {
    name: "Summer sale",
    subject: '{{ contact.first_name | default: "Hello" }}, 20% off everything for warm days',
    template: "promotion",
    list: "Product news",
    daysAgo: 118,
    appeal: 1.25,
  },
  {
    name: "Trail Notes 15",
    labels: ["Trail Notes"],
    subject: "What to pack when the forecast shrugs",
    template: "newsletter",
    list: "Trail Notes",
    daysAgo: 90,
    appeal: 0.9,
  },
  {
    name: "Repair evening",
    labels: ["Shop events"],
    subject: "Bring your boots: a repair evening in Bristol",
    template: "event-invitation",
    list: "Bristol store events",
    daysAgo: 61,
    appeal: 1.4,
  },
  {
    name: "Autumn range",
    subject: "New for autumn: lighter, warmer, mended for life",
    template: "product-update",
    list: "Product news",
    daysAgo: 38,
    appeal: 1.05,
  },
  {
    name: "Trail Notes 16",
    labels: ["Trail Notes"],
    subject: "Low sun, long shadows, good soup",
    template: "newsletter",
    list: "Trail Notes",
    daysAgo: 19,
    appeal: 1,
  },
  {
    name: "Club letter",
    labels: ["Club"],
    subject: "A short letter to our members",
    template: "plain-letter",
    list: "Members' club",
    daysAgo: 5,
    appeal: 1.5,
  },
  {
    name: "Saturday walk",
    labels: ["Shop events"],
    subject: "Room for twenty on Saturday's walk",
    template: "event-invitation",
    list: "Bristol store events",
    hoursAgo: 5,
    appeal: 1.2,
  },
];

interface Frozen {
  campaignId: string;
  launchedAt: Date;
}

function launchTime({ daysAgo = 0, hoursAgo = 0 }: PastCampaign, now: Date): Date {
  const at = new Date(now.getTime() - daysAgo * 86_400_000 - hoursAgo * 3_600_000);
  if (daysAgo > 0) at.setUTCHours(9, 30, 0, 0);
  return at;
}

async function freezePast(ctx: Ctx, past: PastCampaign, listId: string, senderId: string): Promise<Frozen> {
  const { workspaceId } = ctx;
  const launchedAt = launchTime(past, ctx.now());
  const template = getBuiltinTemplate(past.template);
  const campaignId = newId(launchedAt.getTime());
  const campaign = await ctx.db.campaign.create({
    data: {
      workspaceId,
      id: campaignId,
      name: past.name,
      status: "sent",
      subject: past.subject,
      previewText: template.previewText,
      senderId,
      document: campaignDocument.write(template.document),
      templateKey: past.template,
      labels: past.labels ?? [],
      audience: { include: { lists: [listId], segments: [], tags: [] }, exclude: { lists: [], segments: [] } },
      createdAt: new Date(launchedAt.getTime() - 2 * 86_400_000),
      launchedAt,
      preparedAt: launchedAt,
      startedAt: launchedAt,
      finishedAt: new Date(launchedAt.getTime() + 11 * 60_000),
    },
  });
  await freezeCampaign(ctx, campaign);
  const key = Prisma.sql`workspace_id = ${workspaceId}::uuid and campaign_id = ${campaignId}::uuid`;
  await ctx.db.$executeRaw(Prisma.sql`delete from message where ${key} and contact_id in (
    select id from contact where workspace_id = ${workspaceId}::uuid and created_at > ${launchedAt})`);
  await ctx.db.$executeRaw(Prisma.sql`update message set created_at = ${launchedAt}, sending_at = ${launchedAt},
    attempt_count = 1, status = 'sent' where ${key} and status = 'pending'`);
  await ctx.db.$executeRaw(Prisma.sql`update campaign_batch set status = 'done', started_at = ${launchedAt},
    finished_at = ${launchedAt}, size = (select count(*) from message m where m.workspace_id = campaign_batch.workspace_id
      and m.campaign_id = campaign_batch.campaign_id and m.id between first_message_id and last_message_id) where ${key}`);
  const audienceCount = await ctx.db.message.count({ where: { workspaceId, campaignId } });
  await ctx.db.campaign.update({ where: { workspaceId_id: { workspaceId, id: campaignId } }, data: { audienceCount } });
  return { campaignId, launchedAt };
}

async function applyConsequences(ctx: Ctx, stories: Story[]): Promise<void> {
  for (const story of stories) {
    if (story.bounced === "hard") {
      await suppress(ctx, { email: story.email, reason: "hard_bounce", messageId: story.messageId, note: "550 5.1.1" });
    }
    if (story.complained) {
      await suppress(ctx, { email: story.email, reason: "complaint", messageId: story.messageId, note: "" });
    }
    const { messageId, unsubscribedAt, unsubscribeReason } = story;
    if (!unsubscribedAt) continue;
    await unsubscribeMessage(
      { ...ctx, now: () => unsubscribedAt },
      { messageId, scope: "list", method: "unsubscribe_page", ...(unsubscribeReason && { reason: unsubscribeReason }) },
    );
  }
}

/** One finished campaign with what its recipients did, through the same door as real events. */
export async function seedPastCampaign(
  ctx: Ctx,
  random: () => number,
  past: PastCampaign,
  ids: { listId: string; senderId: string },
): Promise<void> {
  const { workspaceId } = ctx;
  const { campaignId, launchedAt } = await freezePast(ctx, past, ids.listId, ids.senderId);
  const links = await ctx.db.campaignLink.findMany({
    where: { workspaceId, campaignId },
    orderBy: { position: "asc" },
  });
  const messages = await ctx.db.message.findMany({
    where: { workspaceId, campaignId, status: "sent" },
    select: { id: true, email: true, emailNormalized: true, emailDomain: true, contactId: true },
    orderBy: { id: "asc" },
  });
  const linkIds = links.map((link) => link.id);
  const stories = messages.map((message, index) =>
    demoStory(random, message, { launchedAt, linkIds, appeal: past.appeal, delayMs: index * 250, now: ctx.now() }),
  );
  const events: NewEvent[] = stories.flatMap((story) => story.events);
  for (let at = 0; at < events.length; at += 3000) await recordEvents(ctx, events.slice(at, at + 3000));
  await applyConsequences(ctx, stories);
}
