import type { SqlTx } from "@/lib/base/db/pg-transaction";
import type { TransportOutcome } from "@/lib/mail/transport";

/** Keeps the ids that a provider gave to messages, by which its webhooks name them. */
export async function rememberProviderIds(
  tx: SqlTx,
  outcomes: readonly TransportOutcome[],
  transportId: string | null,
): Promise<void> {
  const named = outcomes.filter((outcome) => outcome.providerId !== null);
  if (named.length === 0) return;
  await tx.db.$executeRawUnsafe(
    `insert into provider_message (workspace_id, provider_id, message_id, transport_id)
     select $1::uuid, e."providerId", e."messageId", $3::uuid
       from json_to_recordset($2::json) as e("providerId" text, "messageId" uuid)
     on conflict do nothing`,
    tx.workspaceId,
    JSON.stringify(named.map(({ providerId, messageId }) => ({ providerId, messageId }))),
    transportId,
  );
}
