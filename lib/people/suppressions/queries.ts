import type { Ctx } from "@/lib/base/context";
import { type SqlTx, textArray } from "@/lib/base/db/pg-transaction";
import { inForceText, inForceWhere } from "@/lib/people/addresses/in-force";
import type { SuppressionReason } from "./reasons.shared";

/**
 * Which of the normalised addresses must not be mailed, and why: by this workspace or by the whole installation. Throws when the
 * database cannot answer: a caller that does not know must not send.
 */
export async function findSuppressed(ctx: Ctx, emails: readonly string[]): Promise<Map<string, SuppressionReason>> {
  if (emails.length === 0) return new Map();
  const select = { emailNormalized: true, reason: true } as const;
  const emailNormalized = { in: [...emails] };
  const [own, everywhere] = await Promise.all([
    ctx.db.suppression.findMany({
      where: {
        workspaceId: ctx.workspaceId,
        emailNormalized,
        ...inForceWhere(ctx.now()),
      },
      select,
    }),
    ctx.db.installationSuppression.findMany({ where: { emailNormalized }, select }),
  ]);
  return new Map([...everywhere, ...own].map((row) => [row.emailNormalized, row.reason]));
}

/** True when the normalised address must not be mailed. Throws when the database cannot answer. */
export async function isSuppressed(ctx: Ctx, email: string): Promise<boolean> {
  return (await findSuppressed(ctx, [email.toLowerCase()])).size > 0;
}

const COUNT = `
  select count(*)::int as count from unnest($2::text[]) as given (email)
   where exists (select from suppression s
                  where s.workspace_id = $1::uuid and s.email_normalized = given.email and ${inForceText("s", "$3::timestamptz")})
      or exists (select from installation_suppression i where i.email_normalized = given.email)`;

/** How many of the normalised addresses must not be mailed, as `findSuppressed` has it. */
export async function countSuppressed(tx: SqlTx & Pick<Ctx, "now">, emails: readonly string[]): Promise<number> {
  if (emails.length === 0) return 0;
  const asked = [tx.workspaceId, textArray(emails), tx.now().toISOString()];
  const [row] = await tx.db.$queryRawUnsafe<{ count: number }[]>(COUNT, ...asked);
  return row?.count ?? 0;
}
