import { recordAudit } from "@/lib/audit/record-audit";
import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { notFound } from "@/lib/errors";
import { LiftSuppression } from "./schema";

/** Allows mail to an address again. The reason given stays in the audit log. */
export async function liftSuppression(ctx: Ctx, input: LiftSuppression): Promise<void> {
  requirePermission(ctx, "suppressions.write");
  const { email, note } = LiftSuppression.parse(input);
  await inTransaction(ctx, async (tx) => {
    const key = { workspaceId: tx.workspaceId, emailNormalized: email.toLowerCase() };
    const before = await tx.db.suppression.findUnique({ where: { workspaceId_emailNormalized: key } });
    if (!before) throw notFound("suppression");
    if ((await tx.db.suppression.deleteMany({ where: key })).count === 0) throw notFound("suppression");
    await recordAudit(tx, "suppression.lifted", {
      subjectType: "suppression",
      subjectId: before.id,
      before: { email: before.emailNormalized, reason: before.reason },
      after: { note },
    });
  });
}
