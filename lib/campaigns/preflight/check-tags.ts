import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { checkMergeTags } from "@/lib/content/templates/check-merge-tags";
import { usedTagsBounded } from "@/lib/content/templates/content-tasks";
import { type Audience, hasAudience } from "@/lib/people/audiences/audience.shared";
import { audienceSql, type ContactRange } from "@/lib/people/audiences/audience-sql";
import type { PreflightFacts } from "./finding";

/** Enough people to see a hole in the data, few enough to be asked while somebody waits. */
const sampleSize = 10_000;

/** Holds the merge tags of subject, preview text and content against people who would receive the mail. */
export async function checkTags(
  ctx: Ctx,
  campaign: { subject: string; previewText: string },
  content: { html: string },
  audience: Audience,
  range: ContactRange,
): Promise<Pick<PreflightFacts, "unknownTags" | "askedTags" | "emptyTags">> {
  const used = await usedTagsBounded([
    { place: "subject", source: campaign.subject },
    { place: "preview text", source: campaign.previewText },
    { place: "content", source: content.html },
  ]);
  const findings = await checkMergeTags(ctx, used, await sampleOf(ctx, audience, range));
  return {
    unknownTags: findings.filter((found) => found.problem === "unknown" && !found.asked).map((found) => found.path),
    askedTags: findings.filter((found) => found.problem === "unknown" && found.asked).map((found) => found.path),
    emptyTags: findings
      .filter((found) => found.problem === "missing")
      .map(({ path, missing, checked, examples }) => ({ tag: path, count: missing, checked, examples })),
  };
}

async function sampleOf(ctx: Ctx, audience: Audience, range: ContactRange): Promise<string[]> {
  if (!hasAudience(audience)) return [];
  const rows = await ctx.db.$queryRaw<{ id: string }[]>(
    Prisma.sql`select id from (${await audienceSql(ctx, audience, range)}) audience where reason is null limit ${sampleSize}::int`,
  );
  return rows.map((row) => row.id);
}
