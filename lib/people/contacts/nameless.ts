import { Prisma } from "@/lib/base/db/generated/client";

/** What of an event's details names nobody; replies of servers and addresses of links may. */
export const nameless = Prisma.sql`(
  select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(data)
   where key in ('kind', 'category', 'code', 'status', 'source', 'certainty', 'scope', 'raw'))`;
