import { newId } from "@/lib/base/db/ids";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import { handOutFacts } from "@/lib/events/outbox/hand-out-facts";
import type { SuppressionReason } from "./reasons.shared";

export interface EndedSuppression {
  id: string;
  emailNormalized: string;
  reason: SuppressionReason;
}

export interface SuppressionEnding {
  /** Which of the workspace's suppressions: by address, and only with this reason when one is given. */
  addresses: readonly string[];
  reason?: SuppressionReason;
  /** lifted: somebody here did it; recipient: the person subscribed again. */
  ending: "lifted" | "recipient";
  by?: string;
  note?: string;
}

/**
 * Takes suppressions off the list and keeps them in the history, in the caller's transaction. A bounce or complaint of this
 * workspace that was shared with the others stops counting there too. Answers what was ended; no permission, no audit.
 */
export async function endSuppressions(tx: SqlTx, ending: SuppressionEnding): Promise<EndedSuppression[]> {
  if (ending.addresses.length === 0) return [];
  const rows = [...new Set(ending.addresses)].sort().map((email) => ({ email, id: newId() }));
  const ended = await tx.db.$queryRawUnsafe<EndedSuppression[]>(
    `with n as (
       select * from json_to_recordset($2::json) as n(email text, id uuid)
     ), ended as (
       delete from suppression s using n
        where s.workspace_id = $1::uuid and s.email_normalized = n.email and ($6::text is null or s.reason = $6)
       returning s.id, s.email_normalized, s.reason, s.message_id, s.note, s.created_at, s.expires_at, n.id as history_id
     ), history as (
       insert into suppression_history (workspace_id, id, email_normalized, reason, message_id, note, created_at, ended_at,
              ending, ended_by_name, ended_note)
       select $1::uuid, history_id, email_normalized, reason, message_id, note, created_at, $7::timestamptz, $3, $4, $5
         from ended
     )
     select id, email_normalized as "emailNormalized", reason from ended`,
    tx.workspaceId,
    JSON.stringify(rows),
    ending.ending,
    ending.by ?? "",
    ending.note ?? "",
    ending.reason ?? null,
    new Date().toISOString(),
  );
  if (ended.length > 0) {
    await tx.db.$executeRawUnsafe(
      "delete from installation_suppression where origin_id = $1::uuid and email_normalized = any($2::text[])",
      tx.workspaceId,
      ended.map(({ emailNormalized }) => emailNormalized),
    );
  }
  await tellEnded(tx, ended, ending.ending);
  return ended;
}

async function tellEnded(
  tx: SqlTx,
  ended: readonly EndedSuppression[],
  ending: SuppressionEnding["ending"],
): Promise<void> {
  await handOutFacts(
    tx,
    ended.map(({ emailNormalized, reason }) => ({
      type: "suppression.removed" as const,
      occurredAt: new Date(),
      email: emailNormalized,
      data: { reason, ending },
    })),
  );
}
