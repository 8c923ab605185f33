import type { Ctx } from "@/lib/base/context";
import type { ImportJob } from "@/lib/base/db/generated/client";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { handOutFacts } from "@/lib/events/outbox/hand-out-facts";
import type { SuppressionReason } from "@/lib/people/suppressions/reasons.shared";
import { suppressMany } from "@/lib/people/suppressions/suppress";
import type { ImportRow } from "./row-mapper";
import type { FileStanding } from "./standing";

/** Not agreed is no reason: such people have never said no. */
const REASONS: Readonly<Partial<Record<FileStanding, SuppressionReason>>> = {
  complained: "complaint",
  unsubscribed: "unsubscribe",
  bounced: "hard_bounce",
};

/** Those of whom the file says that they left elsewhere must not be mailed from here either, whatever list they are on. */
export async function suppressLeft(
  tx: SqlTx & Pick<Ctx, "now">,
  job: ImportJob,
  rows: readonly ImportRow[],
): Promise<void> {
  const at = tx.now();
  const left = rows.flatMap(({ normalized, standing }) => {
    const reason = standing && REASONS[standing];
    return reason ? [{ emailNormalized: normalized, reason, note: `Import of ${job.fileName}`, at }] : [];
  });
  const added = await suppressMany(tx, left, { silent: true });
  if (added > 0)
    await handOutFacts(tx, [{ type: "suppressions.changed", occurredAt: at, data: { source: "file", added } }]);
}
