import type { Ctx } from "@/lib/context";
import type { SuppressionReason } from "./schema";

/**
 * Which of the normalised addresses must not be mailed, and why. Throws when the database cannot answer: a caller that
 * does not know must not send.
 */
export async function findSuppressed(ctx: Ctx, emails: readonly string[]): Promise<Map<string, SuppressionReason>> {
  if (emails.length === 0) return new Map();
  const rows = await ctx.db.suppression.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      emailNormalized: { in: [...emails] },
      OR: [{ expiresAt: null }, { expiresAt: { gt: ctx.now() } }],
    },
    select: { emailNormalized: true, reason: true },
  });
  return new Map(rows.map((row) => [row.emailNormalized, row.reason]));
}

/** True when the normalised address must not be mailed. Throws when the database cannot answer. */
export async function isSuppressed(ctx: Ctx, email: string): Promise<boolean> {
  return (await findSuppressed(ctx, [email.toLowerCase()])).size > 0;
}
