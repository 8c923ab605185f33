import type { Ctx } from "@/lib/base/context";
import type { Prisma } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import type { CompiledContent } from "@/lib/content/templates/compile";
import type { MailTransport } from "@/lib/mail/transport";
import { noteUnderWay } from "@/lib/sending/campaign/under-way";
import { ensureDefaultSending } from "@/lib/sending/transports/ensure-default-sending";
import { claimNames } from "@/tests/support/claim-names";
import { testContact, testList, testWorkspace } from "@/tests/support/db";

const compiled: CompiledContent = {
  subject: 'Hello {{ contact.first_name | default: "there" }}',
  html: '<p>Hi {{ contact.first_name }}</p><a href="{{ slots.links[0] }}">Shop</a><a href="{{ unsubscribe_url }}">Leave</a>',
  text: "Hi {{ contact.first_name }} {{ slots.links[0] }}",
  links: [{ no: 0, url: "https://shop.example.com/", label: "Shop", tracked: true }],
  personalLinks: [],
  bytes: 100,
  usesUnsubscribe: true,
};

export interface LaunchedCampaign {
  ctx: Ctx;
  campaignId: string;
  batchIds: string[];
  contacts: { id: string; email: string }[];
  listId: string;
}

/** A campaign that has just begun to be sent: `people` recipients in batches of `batchSize`. */
export async function launchedCampaign(people: number, batchSize = 1000): Promise<LaunchedCampaign> {
  const ctx = await testWorkspace();
  await ensureDefaultSending(ctx);
  const list = await testList(ctx);
  const contacts: { id: string; email: string }[] = [];
  for (let index = 0; index < people; index++) {
    contacts.push(await testContact(ctx, { firstName: `P${index}`, listIds: [list.id] }));
  }
  const sender = await ctx.db.sender.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  const scope = { workspaceId: ctx.workspaceId };
  const campaignId = newId();
  const variantId = newId();
  await ctx.db.campaign.create({
    data: {
      ...scope,
      id: campaignId,
      name: "News",
      status: "sending",
      startedAt: new Date(),
      launchedAt: new Date(),
      preparedAt: new Date(),
      audienceCount: people,
      audience: { include: { lists: [list.id], segments: [], tags: [] }, exclude: { lists: [], segments: [] } },
    },
  });
  await noteUnderWay(ctx, campaignId, "sending");
  const variant = { campaignId, fromName: sender.name, fromEmail: sender.email, subject: compiled.subject, bytes: 100 };
  await ctx.db.campaignVariant.create({
    data: { ...scope, ...variant, id: variantId, compiled: compiled as unknown as Prisma.InputJsonValue },
  });
  const messages = contacts.map((contact) => ({
    ...scope,
    id: newId(),
    campaignId,
    variantId,
    contactId: contact.id,
    email: contact.email,
    emailNormalized: contact.email,
    emailDomain: "example.net",
  }));
  await ctx.db.message.createMany({ data: messages });
  const ids = messages.map((message) => message.id).sort();
  const batches: { id: string; position: number; firstMessageId: string; lastMessageId: string; size: number }[] = [];
  for (let start = 0; start < ids.length; start += batchSize) {
    const range = ids.slice(start, start + batchSize);
    const span = { firstMessageId: range[0]!, lastMessageId: range.at(-1)!, size: range.length };
    batches.push({ id: newId(), position: batches.length, ...span });
  }
  await ctx.db.campaignBatch.createMany({ data: batches.map((batch) => ({ ...scope, campaignId, ...batch })) });
  return { ctx, campaignId, batchIds: batches.map((batch) => batch.id), contacts, listId: list.id };
}

/** Lets whoever asks next look at the campaign's batches, as if their time had come or their holder's lease had run out. */
export async function makeDue({ ctx, campaignId }: Pick<LaunchedCampaign, "ctx" | "campaignId">): Promise<void> {
  await ctx.db.campaignBatch.updateMany({
    where: { workspaceId: ctx.workspaceId, campaignId, dueAt: { not: null } },
    data: { dueAt: new Date(Date.now() - 1000) },
  });
}

/** Lets mail from the workspace's domains leave by a real way out. */
export async function verifyDomains(ctx: Ctx): Promise<void> {
  await ctx.db.sendingDomain.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { status: "verified" } });
  await claimNames(ctx.workspaceId);
}

/** How many messages of the campaign have which status. */
export async function statuses({ ctx, campaignId }: LaunchedCampaign): Promise<Record<string, number>> {
  const groups = await ctx.db.message.groupBy({
    by: ["status"],
    _count: true,
    where: { workspaceId: ctx.workspaceId, campaignId },
  });
  return Object.fromEntries(groups.map((group) => [group.status, group._count]));
}

export const through = (transport: MailTransport) => ({ openTransport: () => transport });
