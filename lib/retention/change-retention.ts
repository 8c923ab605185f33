import { actorOf, recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { requireOperator } from "@/lib/base/auth/operator";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { inLanguage } from "@/lib/language/server";
import { t } from "@/lib/language/t";
import { keptText, retentionKind } from "./kinds.shared";
import { ChangeRetention } from "./schema";
import { beginRetention, readRetention, retentionSetting, storedRetention } from "./settings";

/** Sets how long a kind is kept in the whole installation; what is older then goes the next night. For the operator. */
export async function changeRetention(ctx: Ctx, input: unknown): Promise<{ keep: number | null }> {
  const operator = await requireOperator(ctx);
  const { kind, keep } = ChangeRetention.parse(input);
  await inTransaction(operator, async (tx) => {
    await beginRetention(tx);
    await tx.db.$queryRaw`select from installation_setting where name = ${retentionSetting} for update`;
    const settings = await readRetention(tx);
    const before = settings.of(kind);
    if (before.saidBy === "operator" && before.keep === keep) return;
    const value = storedRetention.write({ ...settings.stored, keep: { ...settings.stored.keep, [kind]: keep } });
    await tx.db.installationSetting.update({
      where: { name: retentionSetting },
      data: { value, updatedAt: tx.now() },
    });
    const { unit, label } = retentionKind(kind);
    // Kept for whoever reads the log, in whatever language.
    const detail = inLanguage("en", () => ({
      what: t(label),
      before: keptText(unit, before.keep),
      after: keptText(unit, keep),
    }));
    await recordSecurityEvent(tx, {
      kind: "installation.retention_changed",
      actor: actorOf(tx),
      workspaceId: tx.workspaceId,
      ...(tx.ip && { ip: tx.ip }),
      detail,
    });
  });
  return { keep };
}
