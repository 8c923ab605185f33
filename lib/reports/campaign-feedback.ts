import { receiverName } from "@/lib/base/addresses/mailbox-providers.shared";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { storedProviders } from "@/lib/sending/pacing/provider-of";
import { share } from "./metrics.shared";
import type { CampaignFeedback, FeedbackProvider, FeedbackReason } from "./views";

const { sql } = Prisma;

/** More bounces than this say nothing new about why: a campaign with so many has been stopped. Read newest first by (campaign, type, id). */
const MAX_EVENTS = 50_000;
const MAX_EXAMPLES = 3;
const MAX_PROVIDERS = 15;

interface Group {
  domain: string;
  category: string | null;
  kind: string | null;
  source: string | null;
  count: number;
  /** The newest message of the group. */
  newest: string;
}

/**
 * Bounces and deferrals by reason, both and complaints by mailbox provider, and who told the complaints. Counts messages, not events.
 * Reads the campaign's events of three types, which are few next to its messages, so it is as quick for millions of recipients.
 */
export async function getCampaignFeedback(ctx: Ctx, campaignId: string): Promise<CampaignFeedback> {
  requirePermission(ctx, "reports.read");
  const [bounced, deferred, complained] = await Promise.all([
    groups(ctx, campaignId, "message.bounced"),
    groups(ctx, campaignId, "message.deferred"),
    groups(ctx, campaignId, "message.complained"),
  ]);
  const examples = await loadExamples(ctx, [...bounced, ...deferred]);
  const providerOf = await storedProviders([bounced, deferred, complained].flat().map(({ domain }) => domain));
  const nameOf = (domain: string) => receiverName(providerOf(domain), domain);
  const complaints = sumBy(complained, ({ source }) => source ?? "arf");
  const most = Math.max(...[bounced, deferred, complained].map(total));
  return {
    bounces: reasons(bounced, examples),
    deferrals: reasons(deferred, examples),
    complaints: [...complaints].map(([source, count]) => ({ source, count })).sort((a, b) => b.count - a.count),
    providers: byProvider({ bounced, deferred, complained }, nameOf),
    newestOnly: most >= MAX_EVENTS ? MAX_EVENTS : null,
  };
}

/** The message itself knows how it bounced in the end; a deferral is known by its event only. */
function groups(ctx: Ctx, campaignId: string, type: string): Promise<Group[]> {
  const final = type === "message.bounced";
  return ctx.db.$queryRaw<Group[]>(sql`
    select m.email_domain as domain,
           ${final ? sql`coalesce(m.bounce_category, e.data->>'category')` : sql`e.data->>'category'`} as category,
           ${final ? sql`m.bounce_kind` : sql`null::text`} as kind,
           e.data->>'source' as source, count(*)::int as count,
           (array_agg(m.id order by e.id desc))[1] as newest
      from (
        select distinct on (message_id) id, message_id, data
          from (select id, message_id, data from event
                 where workspace_id = ${ctx.workspaceId}::uuid and campaign_id = ${campaignId}::uuid and type = ${type}
                 order by id desc limit ${MAX_EVENTS}) newest
         order by message_id, id desc
      ) e
      join message m on m.workspace_id = ${ctx.workspaceId}::uuid and m.id = e.message_id
     group by 1, 2, 3, 4`);
}

function reasons(rows: readonly Group[], examples: ReadonlyMap<string, Example>): FeedbackReason[] {
  const all = total(rows);
  return groupedByReason(rows)
    .map((same) => {
      const shown = newestOf(same).flatMap(({ newest }) => examples.get(newest) ?? []);
      const { category, kind } = same[0]!;
      const count = total(same);
      return { category, kind, count, share: share(count, all) ?? 0, examples: shown };
    })
    .sort((a, b) => b.count - a.count);
}

type Example = FeedbackReason["examples"][number];

async function loadExamples(ctx: Ctx, rows: readonly Group[]): Promise<Map<string, Example>> {
  const ids = groupedByReason(rows).flatMap((same) => newestOf(same).map(({ newest }) => newest));
  const messages = await ctx.db.message.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: ids } },
    select: { id: true, email: true, replyCode: true, statusCode: true, replyText: true },
  });
  return new Map(
    messages.map(({ id, email, replyCode, statusCode, replyText }) => {
      const parts = /^\d{3}\b/.test(replyText ?? "") ? [replyText] : [replyCode, statusCode, replyText];
      return [id, { messageId: publicId("msg", id), email, reply: parts.filter(Boolean).join(" ") || null }];
    }),
  );
}

function groupedByReason(rows: readonly Group[]): Group[][] {
  return [...Map.groupBy(rows, ({ category, kind }) => `${category} ${kind}`).values()];
}

function newestOf(rows: readonly Group[]): Group[] {
  return [...rows].sort((a, b) => (a.newest < b.newest ? 1 : -1)).slice(0, MAX_EXAMPLES);
}

function byProvider(
  { bounced, deferred, complained }: Record<"bounced" | "deferred" | "complained", readonly Group[]>,
  nameOf: (domain: string) => string,
): FeedbackProvider[] {
  const rows = new Map<string, FeedbackProvider>();
  const add = (group: Group, column: Exclude<keyof FeedbackProvider, "name">) => {
    const name = nameOf(group.domain);
    const row = rows.get(name) ?? { name, hard: 0, soft: 0, block: 0, deferred: 0, complained: 0 };
    row[column] += group.count;
    rows.set(name, row);
  };
  for (const group of bounced) add(group, group.kind === "hard" || group.kind === "block" ? group.kind : "soft");
  for (const group of deferred) add(group, "deferred");
  for (const group of complained) add(group, "complained");
  const weight = (row: FeedbackProvider) => row.hard + row.soft + row.block + row.deferred + row.complained;
  return [...rows.values()].sort((a, b) => weight(b) - weight(a)).slice(0, MAX_PROVIDERS);
}

function total(rows: readonly Group[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

function sumBy(rows: readonly Group[], keyOf: (row: Group) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.count);
  return sums;
}
