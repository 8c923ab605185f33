import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { storedJson } from "@/lib/base/db/stored-json";
import { countAgents, findFeedbackGroups } from "./event-numbers";

const Group = z.object({
  domain: z.string(),
  category: z.string().nullable(),
  kind: z.string().nullable(),
  source: z.string().nullable(),
  count: z.number(),
  newest: z.string(),
});

/** What a report knows by events alone. Names nobody: examples are ids of messages. */
const EventNumbers = z.object({
  agents: z.array(z.object({ agent: z.string(), opens: z.number() })),
  bounced: z.array(Group),
  deferred: z.array(Group),
  complained: z.array(Group),
});
export type EventNumbers = z.output<typeof EventNumbers>;

const storedNumbers = storedJson("campaign_kept.numbers", EventNumbers);

/** The numbers that were kept when the campaign's first events went; null while all of them are there. */
export async function keptNumbers(ctx: Ctx, campaignId: string): Promise<EventNumbers | null> {
  const row = await ctx.db.campaignKept.findUnique({
    where: { workspaceId_campaignId: { workspaceId: ctx.workspaceId, campaignId } },
    select: { numbers: true },
  });
  return row && storedNumbers.read(row.numbers);
}

/**
 * Keeps what reports count from events, for the campaigns of a workspace that were launched before a time and have not been kept yet:
 * their events are about to go. At most `limit` at once; answers how many it kept.
 */
export async function keepNumbers(ctx: Ctx, { before, limit }: { before: Date; limit: number }): Promise<number> {
  const { workspaceId } = ctx;
  const due = await ctx.db.$queryRaw<{ id: string }[]>`
    select c.id from campaign c
     where c.workspace_id = ${workspaceId}::uuid and c.launched_at < ${before}
       and not exists (select from campaign_kept k where k.workspace_id = ${workspaceId}::uuid and k.campaign_id = c.id)
     order by c.id limit ${limit}`;
  for (const { id: campaignId } of due) {
    const numbers = storedNumbers.write(await countFromEvents(ctx, campaignId));
    const row = { workspaceId, campaignId, numbers, keptAt: ctx.now() };
    await ctx.db.campaignKept.createMany({ data: row, skipDuplicates: true });
  }
  return due.length;
}

async function countFromEvents(ctx: Ctx, campaignId: string): Promise<EventNumbers> {
  const groups = (type: string) => findFeedbackGroups(ctx, campaignId, type);
  return {
    agents: await countAgents(ctx, campaignId),
    bounced: await groups("message.bounced"),
    deferred: await groups("message.deferred"),
    complained: await groups("message.complained"),
  };
}
