import {
  type MailTransport,
  type OutgoingMessage,
  parseReply,
  type SendOptions,
  type TransportFailure,
} from "@/lib/mail/transport";

/** What the in-memory peer answers: a reply line, or nothing at all. */
export type MemoryReply = string | null;

/**
 * Keeps messages in memory. `reply` decides the answer for each (default `250 2.0.0 OK`); null means that the message
 * was handed over and no answer ever came. `delayMs` is the time each message takes. While `failure` is set nothing is
 * handed over.
 */
export class MemoryTransport implements MailTransport {
  readonly kind = "memory";
  readonly acceptsForRecipient = true;
  readonly messages: OutgoingMessage[] = [];
  failure: TransportFailure | null;
  #reply: (message: OutgoingMessage) => MemoryReply;
  #delayMs: number;

  constructor({
    reply = () => "250 2.0.0 OK",
    delayMs = 0,
    failure = null,
  }: { reply?: (message: OutgoingMessage) => MemoryReply; delayMs?: number; failure?: TransportFailure | null } = {}) {
    this.#reply = reply;
    this.#delayMs = delayMs;
    this.failure = failure;
  }

  async send(messages: readonly OutgoingMessage[], options: SendOptions): Promise<TransportFailure | null> {
    let met: TransportFailure | null = null;
    for (const message of messages) {
      const startedAt = new Date();
      met ??= this.failure;
      if (met || options.signal?.aborted) {
        unsent(message, startedAt, met, options);
        continue;
      }
      if (options.onHandOver?.(message.id) === false) {
        unsent(message, startedAt, null, options);
        continue;
      }
      if (this.#delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#delayMs));
      this.#handOver(message, startedAt, options);
    }
    return met;
  }

  async close(): Promise<void> {}

  #handOver(message: OutgoingMessage, startedAt: Date, { onOutcome }: SendOptions): void {
    const reply = this.#reply(message);
    const { code, enhanced } = parseReply(reply ?? "");
    const result = code === null ? "unconfirmed" : code < 300 ? "accepted" : code >= 500 ? "refused" : "deferred";
    // A copy: the message's memory is used again once `send` has resolved.
    if (result === "accepted" || result === "unconfirmed")
      this.messages.push({ ...message, raw: Buffer.from(message.raw) });
    onOutcome({
      messageId: message.id,
      result,
      code,
      enhanced,
      text: reply ?? "No reply.",
      providerId: null,
      startedAt,
      endedAt: new Date(),
    });
  }
}

function unsent(
  message: OutgoingMessage,
  startedAt: Date,
  failure: TransportFailure | null,
  { onOutcome }: SendOptions,
): void {
  onOutcome({
    messageId: message.id,
    result: "unsent",
    code: null,
    enhanced: null,
    text: failure?.text ?? "Not sent: sending was stopped before its turn.",
    providerId: null,
    startedAt,
    endedAt: new Date(),
  });
}
