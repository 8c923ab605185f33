import { Prisma } from "@/lib/base/db/generated/client";
import type { SegmentCondition } from "./schema";
import { daysBefore, type Meeting, someRow } from "./sql-words";

const { sql } = Prisma;

type Rule = Extract<SegmentCondition, { kind: "consent" }>;

/** The SQL condition on `contact` for who agreed, by what the ledger says, whatever they said since: who is on a list is another question. */
export function consentCondition(
  { listId, method, days }: Rule,
  scope: Meeting & { workspaceId: string; now: Date },
): Prisma.Sql {
  const wanted = [
    sql`r.workspace_id = ${scope.workspaceId}::uuid and r.kind in ('opt_in', 'confirm')`,
    ...(listId === null ? [] : [sql`r.list_id = ${listId}::uuid`]),
    ...(method === null ? [] : [sql`r.method = ${method}`]),
    ...(days === null ? [] : [sql`r.occurred_at >= ${daysBefore(scope.now, days)}`]),
  ];
  return someRow(scope, sql`r.contact_id`, sql`consent_record r`, Prisma.join(wanted, " and "));
}
