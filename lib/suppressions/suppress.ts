import { recordAudit } from "@/lib/audit/record-audit";
import { requirePermission } from "@/lib/auth/permissions";
import { isEmailAddress, parseEmailAddress } from "@/lib/contacts/email-address";
import type { Ctx } from "@/lib/context";
import { newId } from "@/lib/db/ids";
import type { SqlTx } from "@/lib/db/pg-transaction";
import { inTransaction } from "@/lib/db/transaction";
import { invalid } from "@/lib/errors";
import { Suppress, type SuppressionReason } from "./schema";

export interface NewSuppression {
  emailNormalized: string;
  reason: SuppressionReason;
  messageId?: string | null;
  note?: string;
  /** From then on it no longer counts; for good when absent. */
  expiresAt?: Date | null;
  at?: Date;
}

/** Stops mail to an address, for every list of the workspace. Asking twice is fine; a complaint replaces other reasons. */
export async function suppress(ctx: Ctx, input: Suppress): Promise<void> {
  requirePermission(ctx, "suppressions.write");
  const { email, reason, messageId, note } = Suppress.parse(input);
  const address = parseEmailAddress(email);
  if (!isEmailAddress(address)) throw invalid(address.error, { email: address.error });
  await inTransaction(ctx, async (tx) => {
    const added = await suppressMany(tx, [
      { emailNormalized: address.normalized, reason, messageId: messageId ?? null, note, at: tx.now() },
    ]);
    if (added > 0 && ctx.actor.type === "member") {
      await recordAudit(tx, "suppression.added", {
        subjectType: "suppression",
        after: { email: address.normalized, reason, note },
      });
    }
  });
}

/**
 * The same for many addresses at once, without permission or audit: for the pipeline, where each comes with the message
 * that caused it. An earlier reason stays, except that a complaint, the
 * strongest, replaces it and that one which has run out is gone. Answers how many rows changed.
 */
export async function suppressMany(tx: SqlTx, suppressions: readonly NewSuppression[]): Promise<number> {
  if (suppressions.length === 0) return 0;
  const byAddress = new Map(suppressions.map((each) => [each.emailNormalized, each]));
  const rows = [...byAddress.values()]
    .sort((a, b) => (a.emailNormalized < b.emailNormalized ? -1 : 1))
    .map((each) => ({ ...each, id: newId(), note: each.note ?? "", at: each.at ?? new Date() }));
  return tx.db.$executeRawUnsafe(
    `insert into suppression as s (workspace_id, id, email_normalized, reason, message_id, note, expires_at, created_at)
     select $1::uuid, n.id, n."emailNormalized", n.reason, n."messageId", n.note, n."expiresAt", n.at
       from json_to_recordset($2::json) as n(id uuid, "emailNormalized" text, reason suppression_reason, "messageId" uuid,
            note text, "expiresAt" timestamptz, at timestamptz)
     on conflict (workspace_id, email_normalized) do update
       set reason = excluded.reason, message_id = excluded.message_id, note = excluded.note, expires_at = excluded.expires_at,
           created_at = excluded.created_at
       where (s.reason <> 'complaint' and excluded.reason = 'complaint') or s.expires_at <= clock_timestamp()`,
    tx.workspaceId,
    JSON.stringify(rows),
  );
}
