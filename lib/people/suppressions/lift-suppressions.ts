import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid, notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { inLanguage } from "@/lib/language/server";
import { t } from "@/lib/language/t";
import { endSuppressions } from "./end-suppressions";
import { type LiftGround, liftGrounds, type SuppressionReason, saidNo } from "./reasons.shared";
import { LiftSuppressions } from "./schema";

/**
 * Allows mail to several addresses again. The reason given stays in the audit log and in the history. Where one of them
 * complained or unsubscribed a ground is required too: they said no themselves. Answers how many were lifted; `not_found` when
 * none of them is there (any more). Subscriptions stay as they are.
 */
export async function liftSuppressions(ctx: Ctx, input: LiftSuppressions): Promise<{ lifted: number }> {
  requirePermission(ctx, "suppressions.write");
  const { suppressionIds, note, ground } = LiftSuppressions.parse(input);
  return inTransaction(ctx, async (tx) => {
    const found = await tx.db.suppression.findMany({
      where: { workspaceId: tx.workspaceId, id: { in: suppressionIds } },
      select: { emailNormalized: true, reason: true },
    });
    if (found.length === 0) throw notFound("suppression");
    return { lifted: await liftFound(tx, found, { note, ground }) };
  });
}

/** For verbs that have found the suppressions in their own way, inside their transaction and after their permission. */
export async function liftFound(
  tx: Ctx,
  found: readonly { emailNormalized: string; reason: SuppressionReason }[],
  { note, ground }: { note: string; ground: LiftGround | undefined },
): Promise<number> {
  if (!ground && found.some(({ reason }) => saidNo.has(reason))) {
    const text = t("Somebody who complained or unsubscribed said no: choose what allows you to write to them again.");
    throw invalid(text, { ground: text });
  }
  const text = ground ? `${storedGround(ground)}. ${note}` : note;
  const ended = await endSuppressions(tx, {
    addresses: found.map(({ emailNormalized }) => emailNormalized),
    ending: "lifted",
    by: tx.actor.name,
    note: text,
  });
  for (const { id, emailNormalized, reason } of ended) {
    await recordAudit(tx, "suppression.lifted", {
      subjectType: "suppression",
      subjectId: id,
      before: { email: emailNormalized, reason },
      after: { note, ...(ground && { ground }) },
    });
  }
  return ended.length;
}

/** The history is for everybody in the workspace: it is written in one language. */
const storedGround = (ground: LiftGround) => inLanguage("en", () => t(liftGrounds[ground]));
