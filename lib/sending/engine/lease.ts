/** The right to send one batch. Whoever holds it is the only one who hands out its messages. */
export interface Lease {
  workspaceId: string;
  batchId: string;
  campaignId: string;
  firstMessageId: string;
  lastMessageId: string;
  holder: string;
  /** What an earlier holder left behind, and which one took it in hand; null when the batch was given back. */
  left: { holder: string; inHand: readonly string[] } | null;
}
