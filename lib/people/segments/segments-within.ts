import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";

/** Segments with all that their rules ask for, whether themselves or by another segment; by id, rules as they are stored. */
export async function segmentsWithin(ctx: Ctx, ids: readonly string[]): Promise<{ id: string; rules: unknown }[]> {
  const workspace = Prisma.sql`${ctx.workspaceId}::uuid`;
  return ctx.db.$queryRaw(Prisma.sql`
    with recursive within as (
      select id, rules from segment where workspace_id = ${workspace} and id = any(${[...ids]}::uuid[])
      union
      select s.id, s.rules from within w
        cross join lateral jsonb_path_query(w.rules, '$.**.segmentId') asked
        join segment s on s.workspace_id = ${workspace} and s.id::text = asked #>> '{}'
    )
    select id, rules from within order by id`);
}
