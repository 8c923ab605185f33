import type { Ctx } from "@/lib/base/context";
import { inForceWhere } from "@/lib/people/addresses/in-force";
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
