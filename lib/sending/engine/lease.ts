/** The right to send one batch, of a campaign or of single mails. Whoever holds it is the only one who hands out its messages. */
export interface Hold {
  /** Where the batch stands; both tables have the columns of a lease and of what is in hand. */
  table: "campaign_batch" | "email_batch";
  workspaceId: string;
  batchId: string;
  holder: string;
  /** What an earlier holder left behind, and which one took it in hand; null when the batch was given back. */
  left: { holder: string; inHand: readonly string[] } | null;
}

/** The same of a range of a campaign's messages. */
export interface Lease extends Hold {
  table: "campaign_batch";
  campaignId: string;
  firstMessageId: string;
  lastMessageId: string;
}
