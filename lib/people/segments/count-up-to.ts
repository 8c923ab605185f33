import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { withRoom } from "@/lib/base/db/with-room";

/** `capped`: there are more, and `count` says how far they were counted. */
export interface Counted {
  count: number;
  capped: boolean;
}

/** How many contacts a condition on `contact`, which has to name the workspace, finds; counting stops at `most`. */
export async function countUpTo(ctx: Ctx, where: Prisma.Sql, most: number): Promise<Counted> {
  const [row] = await withRoom(ctx, (tx) =>
    tx.db.$queryRaw<{ count: number }[]>(Prisma.sql`
      select count(*)::int as count from (select 1 from contact where ${where} limit ${most + 1}) found`),
  );
  const count = row?.count ?? 0;
  return { count: Math.min(count, most), capped: count > most };
}
