import { receiverName } from "@/lib/base/addresses/mailbox-providers.shared";
import type { Ctx } from "@/lib/base/context";
import { publicId } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import { storedProviders } from "@/lib/sending/pacing/provider-of";
import { type FeedbackGroup, findFeedbackGroups, MAX_EVENTS } from "./event-numbers";
import { keptNumbers } from "./kept-numbers";
import { share } from "./metrics.shared";
import type { CampaignFeedback, FeedbackProvider, FeedbackReason } from "./views";

const MAX_EXAMPLES = 3;
const MAX_PROVIDERS = 15;

/**
 * Bounces and deferrals by reason, both and complaints by mailbox provider, and who told the complaints. Counts messages, not events.
 * Reads the campaign's events of three types, which are few next to its messages, so it is as quick for millions of recipients.
 */
export async function getCampaignFeedback(ctx: Ctx, campaignId: string): Promise<CampaignFeedback> {
  requirePermission(ctx, "reports.read");
  const kept = await keptNumbers(ctx, campaignId);
  const [bounced, deferred, complained] = await Promise.all([
    kept?.bounced ?? findFeedbackGroups(ctx, campaignId, "message.bounced"),
    kept?.deferred ?? findFeedbackGroups(ctx, campaignId, "message.deferred"),
    kept?.complained ?? findFeedbackGroups(ctx, campaignId, "message.complained"),
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

function reasons(rows: readonly FeedbackGroup[], examples: ReadonlyMap<string, Example>): FeedbackReason[] {
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

async function loadExamples(ctx: Ctx, rows: readonly FeedbackGroup[]): Promise<Map<string, Example>> {
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

function groupedByReason(rows: readonly FeedbackGroup[]): FeedbackGroup[][] {
  return [...Map.groupBy(rows, ({ category, kind }) => `${category} ${kind}`).values()];
}

function newestOf(rows: readonly FeedbackGroup[]): FeedbackGroup[] {
  return [...rows].sort((a, b) => (a.newest < b.newest ? 1 : -1)).slice(0, MAX_EXAMPLES);
}

function byProvider(
  { bounced, deferred, complained }: Record<"bounced" | "deferred" | "complained", readonly FeedbackGroup[]>,
  nameOf: (domain: string) => string,
): FeedbackProvider[] {
  const rows = new Map<string, FeedbackProvider>();
  const add = (group: FeedbackGroup, column: Exclude<keyof FeedbackProvider, "name">) => {
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

function total(rows: readonly FeedbackGroup[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

function sumBy(rows: readonly FeedbackGroup[], keyOf: (row: FeedbackGroup) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.count);
  return sums;
}
