import { newId } from "@/lib/base/db/ids";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import type { TransportOutcome } from "@/lib/mail/transport";

/** Keeps tries with the peer's words. A late answer replaces what was noted for the same try. */
export async function insertAttempts(
  tx: SqlTx,
  attempts: readonly { outcome: TransportOutcome; number: number }[],
  transportId: string | null,
): Promise<void> {
  if (attempts.length === 0) return;
  const rows = attempts.map(({ outcome, number }) => ({ ...outcome, id: newId(), number }));
  await tx.db.$executeRawUnsafe(
    `insert into message_attempt as a (workspace_id, id, message_id, number, transport_id, started_at, finished_at, outcome,
            reply_code, status_code, reply_text)
     select $1::uuid, e.id, e."messageId", e.number, $3::uuid, e."startedAt", e."endedAt", e.result, e.code, e.enhanced, e.text
       from json_to_recordset($2::json) as e(id uuid, "messageId" uuid, number int, "startedAt" timestamptz, "endedAt" timestamptz,
            result text, code int, enhanced text, text text)
     on conflict (workspace_id, message_id, number) do update
       set finished_at = excluded.finished_at, outcome = excluded.outcome, reply_code = excluded.reply_code,
           status_code = excluded.status_code, reply_text = excluded.reply_text`,
    tx.workspaceId,
    JSON.stringify(rows),
    transportId,
  );
}
