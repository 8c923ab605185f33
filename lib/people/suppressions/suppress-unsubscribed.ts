import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { MAX_BY_HAND } from "./schema";
import { suppressMany } from "./suppress";

/** Keeps of people whom a program brings that they have unsubscribed elsewhere: nothing of marketing reaches them. Addresses are normalised. Throws `invalid` for more than 1,000. */
export async function suppressUnsubscribed(ctx: Ctx, addresses: readonly string[], note: string): Promise<void> {
  requirePermission(ctx, "contacts.import");
  if (addresses.length === 0) return;
  if (addresses.length > MAX_BY_HAND) {
    const text = t(
      "Here are {count} people who have unsubscribed. Bring at most {limit} of them in a call, or import a file of suppressions.",
      { count: String(addresses.length), limit: String(MAX_BY_HAND) },
    );
    throw invalid(text, { file: text });
  }
  await inTransaction(ctx, async (tx) => {
    const at = tx.now();
    const rows = addresses.map((emailNormalized) => ({ emailNormalized, reason: "unsubscribe" as const, note, at }));
    const added = await suppressMany(tx, rows);
    if (added === 0) return;
    const after = { note, reason: "unsubscribe", added, addresses: addresses.slice(0, 20) };
    await recordAudit(tx, "suppression.added", { subjectType: "suppression", after });
  });
}
