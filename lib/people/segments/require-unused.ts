import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { conflict } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

const { sql } = Prisma;

/** How many campaigns a refusal names. */
const NAMED = 3;

/**
 * Refuses to delete a segment or tag that campaigns name which have not left yet, and a tag that a segment of theirs asks for: without an
 * excluded segment a draft would go to more people than its author chose, without an included one to fewer. Campaigns that are being
 * written are locked out by the transaction's own check when they are saved (`checkAudience`) and frozen (`getSegment`).
 */
export async function requireUnused(tx: Ctx, kind: "segments" | "tags", id: string): Promise<void> {
  const users = await unsentCampaigns(tx, kind === "tags" ? needsTag(tx, id) : namesSegment(sql`${id}::text`));
  if (users.length === 0) return;
  const names = users.slice(0, NAMED).map((name) => `“${name}”`);
  const campaigns = users.length > NAMED ? t("{names} and others", { names: names.join(", ") }) : names.join(", ");
  throw conflict(
    kind === "tags"
      ? t(
          "Campaigns that have not been sent use it: {campaigns}. Take it, and segments that ask for it, out of their audience first, so that none goes to other people than you chose.",
          { campaigns },
        )
      : t(
          "Campaigns that have not been sent use it: {campaigns}. Take it out of their audience first, so that none goes to other people than you chose.",
          { campaigns },
        ),
  );
}

/** Whether a campaign that has not left yet names the segment. */
export async function isSegmentUsed(tx: Ctx, id: string): Promise<boolean> {
  return (await unsentCampaigns(tx, namesSegment(sql`${id}::text`))).length > 0;
}

/** Names of campaigns, the newest first, and no more than a refusal needs. */
async function unsentCampaigns(tx: Ctx, where: Prisma.Sql): Promise<string[]> {
  const rows = await tx.db.$queryRaw<{ name: string }[]>(sql`
    select name from campaign where workspace_id = ${tx.workspaceId}::uuid and status in ('draft', 'scheduled', 'preparing')
      and (${where}) order by id desc limit ${NAMED + 1}`);
  return rows.map(({ name }) => name);
}

function namesSegment(id: Prisma.Sql): Prisma.Sql {
  return sql`audience -> 'include' -> 'segments' ? ${id} or audience -> 'exclude' -> 'segments' ? ${id}`;
}

function needsTag(tx: Ctx, id: string): Prisma.Sql {
  return sql`audience -> 'include' -> 'tags' ? ${id}::text or exists (
    select 1 from segment s where s.workspace_id = ${tx.workspaceId}::uuid and strpos(s.rules::text, ${id}::text) > 0
      and (${namesSegment(sql`s.id::text`)}))`;
}
