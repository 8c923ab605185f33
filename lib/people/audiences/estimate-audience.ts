import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { ExclusionReason } from "@/lib/events/ledger/exclusion-reasons.shared";
import { type Audience, type AudienceEstimate, hasAudience } from "./audience.shared";
import { audienceSql, EVERYBODY } from "./audience-sql";

/**
 * How many an audience holds now, how many of them would receive a mail, and why the others would not.
 * `total = willReceive + sum of excludedByReason`. Counts everybody in `range`: a second or two for a million contacts.
 */
export async function estimateAudience(ctx: Ctx, audience: Audience, range = EVERYBODY): Promise<AudienceEstimate> {
  requirePermission(ctx, "campaigns.read");
  const estimate: AudienceEstimate = { total: 0, willReceive: 0, excludedByReason: {} };
  if (!hasAudience(audience)) return estimate;
  const rows = await ctx.db.$queryRaw<{ reason: ExclusionReason | null; count: number }[]>(
    Prisma.sql`select reason, count(*)::int as count from (${await audienceSql(ctx, audience, range)}) audience group by reason`,
  );
  for (const { reason, count } of rows) {
    estimate.total += count;
    if (reason === null) estimate.willReceive = count;
    else estimate.excludedByReason[reason] = count;
  }
  return estimate;
}
