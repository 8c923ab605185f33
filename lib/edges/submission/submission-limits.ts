export interface SubmissionLimits {
  /** Octets of one mail. */
  mailBytes: number;
  /** Octets of all mails that are coming in or being kept at the same moment; each stands in memory twice while it is read. */
  bytesInAll: number;
  /** Recipients of one mail: RFC 5321 §4.5.3.1.8 asks for a hundred at least. */
  recipients: number;
  /** Mails of a key in one minute, all processes together. */
  mailsPerMinute: number;
  connectionsInAll: number;
  connectionsPerPeer: number;
  connectionsPerKey: number;
  /** Without a word from the client. */
  idleMs: number;
  /** From DATA to the final dot, however slowly the octets drip. */
  contentMs: number;
  /** The life of one connection; pools keep theirs open. */
  connectionMs: number;
  /** How long the answer to a wrong key takes. */
  wrongKeyMs: number;
  /** Wrong keys in one connection. */
  wrongKeys: number;
}

export const usualLimits: SubmissionLimits = {
  mailBytes: 25 * 1024 * 1024,
  bytesInAll: 128 * 1024 * 1024,
  recipients: 100,
  mailsPerMinute: 120_000,
  connectionsInAll: 1_000,
  connectionsPerPeer: 500,
  connectionsPerKey: 500,
  idleMs: 120_000,
  contentMs: 600_000,
  connectionMs: 3_600_000,
  wrongKeyMs: 1_000,
  wrongKeys: 3,
};
