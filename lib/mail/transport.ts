/** One composed message on its way to a transport. */
export interface OutgoingMessage {
  /** UUID of the message; the idempotency key where a transport knows such a thing. */
  id: string;
  /** Return path (RFC 5321 MAIL FROM). */
  envelopeFrom: string;
  envelopeTo: string;
  /** The whole message in wire form, signed. */
  raw: Buffer;
  /** True when an address needs SMTPUTF8. */
  smtpUtf8: boolean;
  /** The parts, for transports that take fields instead of a finished message (HTTP providers). */
  parts: MessageParts;
}

/** What an HTTP provider wants to know. */
export interface MessageParts {
  from: string;
  to: string;
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
}

/**
 * What became of one hand-over.
 * - `accepted`: the peer took responsibility.
 * - `deferred`: not taken, try again later (4yz, or no connection before the message was handed over).
 * - `refused`: not taken, and trying again will not help (5yz).
 * - `unconfirmed`: handed over, but the answer never came. It may have been taken: never send it again.
 */
export interface Outcome {
  messageId: string;
  result: "accepted" | "deferred" | "refused" | "unconfirmed";
  /** SMTP reply code or HTTP status. */
  code: number | null;
  /** Enhanced status code (RFC 3463). */
  enhanced: string | null;
  text: string;
  /** The peer's own id for the message, when it gave one. */
  providerId: string | null;
  startedAt: Date;
  endedAt: Date;
  /** The account itself is refused (password, key, quota of the month): nothing gets through until a person acts. */
  accountRefused?: boolean;
}

/** A way out. `send` resolves after every message has had exactly one outcome; it never throws for a message. */
export interface MailTransport {
  readonly kind: "smtp" | "resend" | "memory";
  /** True when the peer's acceptance is delivery: it is the recipient's own mail system. */
  readonly acceptsForRecipient: boolean;
  send(messages: readonly OutgoingMessage[], options: { onOutcome: (outcome: Outcome) => void }): Promise<void>;
  close(): Promise<void>;
}

/** Code and enhanced code of an SMTP reply line such as `550 5.1.1 no such user`. */
export function parseReply(text: string): { code: number | null; enhanced: string | null } {
  const match = /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3}))?/.exec(text.trim());
  return { code: match?.[1] ? Number(match[1]) : null, enhanced: match?.[2] ?? null };
}
