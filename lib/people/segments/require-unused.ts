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
  if (kind === "segments") await requireNotAsked(tx, id);
  const users = await unsentCampaigns(tx, needs(tx, kind, id));
  if (users.length === 0) return;
  const campaigns = namesOf(users);
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

/** Refuses when the rules of another segment ask for this one. */
async function requireNotAsked(tx: Ctx, id: string): Promise<void> {
  const rows = await tx.db.$queryRaw<{ name: string }[]>(sql`
    select name from segment where workspace_id = ${tx.workspaceId}::uuid and strpos(rules::text, ${id}::text) > 0
     order by name limit ${NAMED + 1}`);
  if (rows.length === 0) return;
  throw conflict(
    t("Other segments ask for it: {segments}. Take it out of their rules first.", {
      segments: namesOf(rows.map(({ name }) => name)),
    }),
  );
}

function namesOf(all: readonly string[]): string {
  const names = all.slice(0, NAMED).map((name) => `“${name}”`);
  return all.length > NAMED ? t("{names} and others", { names: names.join(", ") }) : names.join(", ");
}

/** Whether a campaign that has not left yet names the segment, or one that asks for it. */
export async function isSegmentUsed(tx: Ctx, id: string): Promise<boolean> {
  return (await unsentCampaigns(tx, needs(tx, "segments", id))).length > 0;
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

/** The campaign includes the tag, or names a segment that asks for this thing, whether itself or by another segment. */
function needs(tx: Ctx, kind: "segments" | "tags", id: string): Prisma.Sql {
  const itself = kind === "tags" ? sql`audience -> 'include' -> 'tags' ? ${id}::text` : namesSegment(sql`${id}::text`);
  return sql`${itself} or exists (
    with recursive asking as (
      select s.id from segment s where s.workspace_id = ${tx.workspaceId}::uuid and strpos(s.rules::text, ${id}::text) > 0
      union
      select s.id from asking a join segment s on strpos(s.rules::text, a.id::text) > 0 where s.workspace_id = ${tx.workspaceId}::uuid
    )
    select from asking where ${namesSegment(sql`asking.id::text`)})`;
}
