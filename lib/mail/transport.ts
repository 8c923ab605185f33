import type { MailFile } from "@/lib/mail/mime/single-body";

/** One composed message on its way to a transport. */
export interface OutgoingMessage {
  /** UUID of the message; the idempotency key where a transport knows such a thing. */
  id: string;
  /** Return path (RFC 5321 MAIL FROM). */
  envelopeFrom: string;
  envelopeTo: string;
  /** The whole message in wire form, signed. Not dot-stuffed. Only valid until `send` has resolved: its memory is used again. */
  raw: Buffer;
  /**
   * True when `raw` is known to be ASCII, to end with CRLF and to have no line that begins with a dot, and both addresses to
   * be printable ASCII without angle brackets: then all goes on the wire as it is, without a look at every octet.
   */
  wireReady?: boolean;
  /** It has files: a provider takes it by itself only. */
  hasFiles?: boolean;
  /** True when an address needs SMTPUTF8. */
  smtpUtf8: boolean;
  /** The parts, for transports that take fields instead of a finished message (HTTP providers); made when asked for. */
  parts: () => MessageParts;
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
  files?: readonly MailFile[];
}

/**
 * What became of one hand-over.
 * - `accepted`: the peer took responsibility.
 * - `deferred`: this message was not taken, try again later (4yz).
 * - `refused`: not taken, and trying again will not help (5yz).
 * - `unconfirmed`: handed over, but the answer never came. It may have been taken: never send it again.
 * - `unsent`: never handed over, because the transport itself could not be used (see `TransportFailure`). Not an attempt.
 */
export interface TransportOutcome {
  messageId: string;
  result: "accepted" | "deferred" | "refused" | "unconfirmed" | "unsent";
  /** SMTP reply code or HTTP status. */
  code: number | null;
  /** Enhanced status code (RFC 3463). */
  enhanced: string | null;
  text: string;
  /** The peer's own id for the message, when it gave one. */
  providerId: string | null;
  startedAt: Date;
  endedAt: Date;
}

/**
 * Why a transport as a whole cannot be used, whoever the mail is for.
 * - `auth`, `quota`, `config`: only a person can put it right (password, key, plan, a refused sender or TLS demand).
 * - `network`: nobody answers, or the connection fails before anything is handed over.
 * - `throttled`: the peer asks everybody to wait (421 at greeting or MAIL, HTTP 429).
 */
export interface TransportFailure {
  kind: "auth" | "quota" | "config" | "network" | "throttled";
  /** In words, with the peer's own. */
  text: string;
  /** When the peer said how long to wait. */
  retryAfterMs: number | null;
}

/** How a group is to be handed over. */
export interface SendOptions {
  /**
   * Called synchronously right before the first octet of a message's content leaves: from then on the peer may have it.
   * When it answers false the content must not leave any more (the right to send was lost): the message becomes `unsent`.
   */
  onHandOver?: (messageId: string) => boolean;
  /** Called exactly once a message. */
  onOutcome: (outcome: TransportOutcome) => void;
  /** `priority` (tests, transactional) never waits behind campaigns. Default `bulk`. */
  lane?: "bulk" | "priority";
  /** Once aborted, no further message is begun; those become `unsent` and what is on the wire ends by itself. */
  signal?: AbortSignal;
}

/** A way out. `send` resolves after every message has had exactly one outcome; it never throws for a message. */
export interface MailTransport {
  /** By which `aboutOpen` knows what it is like. */
  readonly kind: string;
  /** True when the peer's acceptance is delivery: it is the recipient's own mail system. */
  readonly acceptsForRecipient: boolean;
  /** Answers why the transport itself cannot be used, or null when it can. */
  send(messages: readonly OutgoingMessage[], options: SendOptions): Promise<TransportFailure | null>;
  close(): Promise<void>;
}

/** Code and enhanced code of an SMTP reply line such as `550 5.1.1 no such user`. */
export function parseReply(text: string): { code: number | null; enhanced: string | null } {
  const match = /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3}))?/.exec(text.trim());
  return { code: match?.[1] ? Number(match[1]) : null, enhanced: match?.[2] ?? null };
}
