import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { conflict } from "@/lib/base/errors";
import { t } from "@/lib/language/t";
import { segmentsWithin } from "./segments-within";

/**
 * Refuses when one of these segments, or one that they ask for, asks for a tag that was deleted: a campaign would go to other people than were chosen. For what
 * comes back from the bin, where nothing kept the tag from being deleted.
 */
export async function requireKnownTags(tx: Ctx, segmentIds: readonly string[]): Promise<void> {
  if (segmentIds.length === 0) return;
  const within = (await segmentsWithin(tx, segmentIds)).map(({ id }) => id);
  const [found] = await tx.db.$queryRaw<{ name: string }[]>(Prisma.sql`
    select s.name from segment s cross join lateral jsonb_path_query(s.rules, '$.**.tagId') asked
     where s.workspace_id = ${tx.workspaceId}::uuid and s.id = any(${within}::uuid[])
       and not exists (select 1 from tag t where t.workspace_id = ${tx.workspaceId}::uuid and t.id::text = asked #>> '{}')
     order by s.name limit 1`);
  if (!found) return;
  throw conflict(
    t(
      "The segment “{segment}” asks for a tag that was deleted, so that a campaign would go to other people than were chosen. Take the tag out of its rules, or the segment out of the audience, first.",
      { segment: found.name },
    ),
  );
}
