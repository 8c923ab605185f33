import { prisma } from "@/lib/base/db/client";

/**
 * What the role of a function lacks, in words; null when nothing is: one that is cut off in a transaction leaves its locks to nobody, and only
 * the server can end it.
 */
export async function roleProblem(): Promise<string | null> {
  const [row] = await prisma.$queryRaw<{ role: string; missing: string[] }[]>`
    select current_user::text as role, array_agg(name) as missing from pg_settings
     where name in ('statement_timeout', 'idle_in_transaction_session_timeout') and setting = '0'`;
  if (!row?.missing?.length) return null;
  const wanted = row.missing.map((name) => `alter role "${row.role}" set ${name} = '60s'`);
  return `Nothing ends what a function leaves behind when it is cut off. Say once: ${wanted.join("; ")}`;
}
