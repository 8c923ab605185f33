import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { conflict } from "@/lib/base/errors";

/** How many campaigns a refusal names. */
const NAMED = 3;

/**
 * Refuses to delete a segment or tag that campaigns name which have not left yet: without an excluded segment a draft would go to more
 * people than its author chose, without an included one to fewer. Campaigns that are being written are locked out by the transaction's
 * own check when they are saved (`checkAudience`) and frozen (`getSegment`).
 */
export async function requireUnused(tx: Ctx, kind: "segments" | "tags", id: string): Promise<void> {
  const places = kind === "tags" ? ["include"] : ["include", "exclude"];
  const named = places.map((place) => Prisma.sql`audience -> ${place}::text -> ${kind}::text ? ${id}::text`);
  const rows = await tx.db.$queryRaw<{ name: string }[]>(Prisma.sql`
    select name from campaign where workspace_id = ${tx.workspaceId}::uuid and status in ('draft', 'scheduled', 'preparing')
      and (${Prisma.join(named, " or ")}) order by id desc limit ${NAMED + 1}`);
  if (rows.length === 0) return;
  const names = rows.slice(0, NAMED).map(({ name }) => `“${name}”`);
  const more = rows.length > NAMED ? " and others" : "";
  throw conflict(
    `Campaigns that have not been sent use it: ${names.join(", ")}${more}. Take it out of their audience first, so that none goes to other people than you chose.`,
  );
}
