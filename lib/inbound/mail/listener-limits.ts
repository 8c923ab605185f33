export interface ListenerLimits {
  /** Mails a minute and peer address; a receiving system reports its bounces over few connections. */
  mailsPerMinute: number;
  /** Mails a minute from everybody together. */
  mailsPerMinuteInAll: number;
  connectionsPerPeer: number;
  connectionsInAll: number;
  /** Recipients of one mail: a report has one. */
  recipients: number;
  /** Octets of one mail. */
  mailBytes: number;
  /** Octets of all mails that are coming in at the same moment. */
  bytesInAll: number;
  /** Without a word from the peer. */
  idleMs: number;
  /** From DATA to the final dot, however slowly the octets drip. */
  contentMs: number;
  /** The life of one connection. */
  connectionMs: number;
}

export const defaultLimits: ListenerLimits = {
  mailsPerMinute: 6_000,
  mailsPerMinuteInAll: 30_000,
  connectionsPerPeer: 20,
  connectionsInAll: 100,
  recipients: 5,
  mailBytes: 1024 * 1024,
  bytesInAll: 64 * 1024 * 1024,
  idleMs: 60_000,
  contentMs: 120_000,
  connectionMs: 15 * 60_000,
};

const everybody = "*";

/** Counts mails by peer and minute; forgets everything when the minute is over. */
export class MailRate {
  private minute = 0;
  private counts = new Map<string, number>();
  private readonly perPeer: number;
  private readonly inAll: number;

  constructor(limits: Pick<ListenerLimits, "mailsPerMinute" | "mailsPerMinuteInAll">) {
    this.perPeer = limits.mailsPerMinute;
    this.inAll = limits.mailsPerMinuteInAll;
  }

  /** Counts one mail of the peer; false when it is one too many. */
  take(peer: string, now = Date.now()): boolean {
    const minute = Math.floor(now / 60_000);
    if (minute !== this.minute) {
      this.minute = minute;
      this.counts = new Map();
    }
    return this.count(peer) <= this.perPeer && this.count(everybody) <= this.inAll;
  }

  private count(key: string): number {
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count;
  }
}

/** How many of something each peer has at this moment. */
export class Held {
  private readonly counts = new Map<string, number>();
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Counts one more of the peer; false, and nothing counted, when it is one too many. */
  take(peer: string): boolean {
    const count = this.counts.get(peer) ?? 0;
    if (count >= this.limit) return false;
    this.counts.set(peer, count + 1);
    return true;
  }

  release(peer: string): void {
    const count = (this.counts.get(peer) ?? 0) - 1;
    if (count > 0) this.counts.set(peer, count);
    else this.counts.delete(peer);
  }
}
