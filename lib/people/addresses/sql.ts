import { Prisma } from "@/lib/base/db/generated/client";
import { inForceSql } from "./in-force";

const { sql } = Prisma;

/**
 * Why a normalised address must not be mailed, or null: the reason of the workspace's own suppression, else "installation".
 * Two look-ups by key. `workspace` is a `…::uuid` expression, `address` a column; what has run out does not count.
 */
export function suppressionReasonSql(workspace: Prisma.Sql, address: Prisma.Sql): Prisma.Sql {
  return sql`coalesce(
    (select s.reason from suppression s where s.workspace_id = ${workspace} and s.email_normalized = ${address}
      and ${inForceSql("s")}),
    (select 'installation' from installation_suppression i where i.email_normalized = ${address}))`;
}

/** Condition: the address must not be mailed. */
export function isSuppressedSql(workspace: Prisma.Sql, address: Prisma.Sql): Prisma.Sql {
  return sql`(exists (select 1 from suppression s where s.workspace_id = ${workspace} and s.email_normalized = ${address}
      and ${inForceSql("s")})
    or exists (select 1 from installation_suppression i where i.email_normalized = ${address}))`;
}
