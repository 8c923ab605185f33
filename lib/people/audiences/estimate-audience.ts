import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { withRoom } from "@/lib/base/db/with-room";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { ExclusionReason } from "@/lib/events/ledger/exclusion-reasons.shared";
import { type Audience, type AudienceEstimate, hasAudience } from "./audience.shared";
import { endOfRange } from "./audience-range";
import { audienceSql, type ContactRange, EVERYBODY } from "./audience-sql";

/** Up to here everybody is counted. */
const COUNTED = 200_000;
/** Of more, one in so many: of 200,000 people the sum is then within 2 % in 19 of 20 cases, of a million within 1 %. */
export const SAMPLE = { ...EVERYBODY, oneIn: 16 };

/**
 * How many an audience holds now, how many of them would receive a mail, and why the others would not.
 * `total = willReceive + sum of excludedByReason`. Of more than 200,000 people a sample is counted, and the numbers say that they are about so
 * many: a union of a million is seconds.
 */
export async function estimateAudience(
  ctx: Ctx,
  audience: Audience,
  { counted = COUNTED }: { counted?: number } = {},
): Promise<AudienceEstimate> {
  requirePermission(ctx, "campaigns.read");
  if (!hasAudience(audience) || (await endOfRange(ctx, audience, null, counted)) === null)
    return countAudience(ctx, audience, EVERYBODY);
  const sample = await countAudience(ctx, audience, SAMPLE);
  // With a segment everybody may be meant, and few are.
  if (sample.total * SAMPLE.oneIn < counted) return countAudience(ctx, audience, EVERYBODY);
  return scaled(sample, SAMPLE.oneIn);
}

/** The same, of whom is in `range`, each of them counted. */
export async function countAudience(ctx: Ctx, audience: Audience, range: ContactRange): Promise<AudienceEstimate> {
  requirePermission(ctx, "campaigns.read");
  const estimate: AudienceEstimate = { total: 0, willReceive: 0, excludedByReason: {}, isAbout: false };
  if (!hasAudience(audience)) return estimate;
  const statement = Prisma.sql`
    select reason, count(*)::int as count from (${await audienceSql(ctx, audience, range)}) audience group by reason`;
  const rows = await withRoom(ctx, ({ db }) =>
    db.$queryRaw<{ reason: ExclusionReason | null; count: number }[]>(statement),
  );
  for (const { reason, count } of rows) {
    estimate.total += count;
    if (reason === null) estimate.willReceive = count;
    else estimate.excludedByReason[reason] = count;
  }
  return estimate;
}

/** To the thousandth part of the whole, which is what a sample says; whoever is there at all stays there. */
function scaled({ total, willReceive, excludedByReason }: AudienceEstimate, oneIn: number): AudienceEstimate {
  const step = 10 ** (Math.floor(Math.log10(total * oneIn)) - 3);
  const about = (count: number) => (count === 0 ? 0 : Math.max(1, Math.round((count * oneIn) / step)) * step);
  const reasons = Object.entries(excludedByReason).map(([reason, count]) => [reason, about(count)] as const);
  const receive = about(willReceive);
  return {
    total: reasons.reduce((sum, [, count]) => sum + count, receive),
    willReceive: receive,
    excludedByReason: Object.fromEntries(reasons),
    isAbout: true,
  };
}
