import { Prisma } from "@/lib/base/db/generated/client";

/**
 * Rows of the tables `c` of `pg_class` that are grouped, as PostgreSQL estimates them; null as long as one with contents has never been
 * looked at (`reltuples` is -1 then), because a sum without it would be wrong.
 */
export const estimatedRows =
  Prisma.raw(`case when bool_or(c.relkind = 'r' and c.reltuples < 0 and pg_relation_size(c.oid) > 0) then null
  else sum(greatest(c.reltuples, 0)) end`);
