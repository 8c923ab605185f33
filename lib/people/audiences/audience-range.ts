import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import type { Audience } from "./audience.shared";

/**
 * The id of the contact at which a range that begins behind `after` holds `size` candidates, or null when the range reaches to
 * the end. Candidates are those on an included list or with an included tag; with a segment every contact is one. So a list
 * of a hundred people among a million is one range. A person on two included lists may count twice: ranges are then smaller.
 */
export async function endOfRange(
  ctx: Ctx,
  { include }: Audience,
  after: string | null,
  size: number,
): Promise<string | null> {
  const next = (table: string, id: string, where: Prisma.Sql) => Prisma.sql`(
    select ${Prisma.raw(id)} as id from ${Prisma.raw(table)} where workspace_id = ${ctx.workspaceId}::uuid and ${where}
      ${after ? Prisma.sql`and ${Prisma.raw(id)} > ${after}::uuid` : Prisma.empty}
    order by ${Prisma.raw(id)} limit ${size}::int)`;
  // One ordered walk through an index for each list and tag; together in one they would have to be sorted.
  const walks =
    include.segments.length > 0
      ? [next("contact", "id", Prisma.sql`true`)]
      : [
          ...include.lists.map((list) => next("subscription", "contact_id", Prisma.sql`list_id = ${list}::uuid`)),
          ...include.tags.map((tag) => next("contact_tag", "contact_id", Prisma.sql`tag_id = ${tag}::uuid`)),
        ];
  if (walks.length === 0) return null;
  const [row] = await ctx.db.$queryRaw<{ id: string }[]>(Prisma.sql`
    select id from (${Prisma.join(walks, " union all ")}) candidate order by id offset ${size - 1}::int limit 1`);
  return row?.id ?? null;
}
