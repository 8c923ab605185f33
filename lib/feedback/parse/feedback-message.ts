import type { SqlTx } from "@/lib/base/db/pg-transaction";

/** What recording of feedback needs to know of a message. */
export interface FeedbackMessage {
  id: string;
  kind: string;
  campaignId: string | null;
  contactId: string | null;
  transportId: string | null;
  emailNormalized: string;
  emailDomain: string;
  sentAt: Date | null;
  deliveredAt: Date | null;
  bouncedAt: Date | null;
  bounceKind: string | null;
  complainedAt: Date | null;
  unsubscribedAt: Date | null;
}

/** The columns of `message` that make a `FeedbackMessage`. */
export const FEEDBACK_COLUMNS = `
  id, kind, campaign_id as "campaignId", contact_id as "contactId", transport_id as "transportId",
  email_normalized as "emailNormalized", email_domain as "emailDomain", sent_at as "sentAt", delivered_at as "deliveredAt",
  bounced_at as "bouncedAt", bounce_kind as "bounceKind", complained_at as "complainedAt", unsubscribed_at as "unsubscribedAt"`;

/** Locks the messages of this workspace among `ids`, in id order, as every writer of events does. */
export async function lockFeedbackMessages(tx: SqlTx, ids: readonly string[]): Promise<Map<string, FeedbackMessage>> {
  const wanted = [...new Set(ids)].sort();
  if (wanted.length === 0) return new Map();
  const rows = await tx.db.$queryRawUnsafe<FeedbackMessage[]>(
    `select ${FEEDBACK_COLUMNS}
       from message where workspace_id = $1::uuid and id = any($2::uuid[]) order by id for no key update`,
    tx.workspaceId,
    wanted,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
