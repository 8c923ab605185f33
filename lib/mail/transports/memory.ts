import { type MailTransport, type Outcome, type OutgoingMessage, parseReply } from "../transport";

/** What the in-memory peer answers: a reply line, or nothing at all. */
export type MemoryReply = string | null;

/**
 * Keeps messages in memory. `reply` decides the answer for each (default `250 2.0.0 OK`); null means that the message
 * was handed over and no answer ever came. `delayMs` is the time each message takes.
 */
export class MemoryTransport implements MailTransport {
  readonly kind = "memory";
  readonly acceptsForRecipient = true;
  readonly messages: OutgoingMessage[] = [];
  #reply: (message: OutgoingMessage) => MemoryReply;
  #delayMs: number;

  constructor({
    reply = () => "250 2.0.0 OK",
    delayMs = 0,
  }: { reply?: (message: OutgoingMessage) => MemoryReply; delayMs?: number } = {}) {
    this.#reply = reply;
    this.#delayMs = delayMs;
  }

  async send(messages: readonly OutgoingMessage[], { onOutcome }: { onOutcome: (outcome: Outcome) => void }) {
    for (const message of messages) {
      const startedAt = new Date();
      if (this.#delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#delayMs));
      const reply = this.#reply(message);
      const { code, enhanced } = parseReply(reply ?? "");
      const result = code === null ? "unconfirmed" : code < 300 ? "accepted" : code >= 500 ? "refused" : "deferred";
      if (result === "accepted" || result === "unconfirmed") this.messages.push(message);
      const endedAt = new Date();
      onOutcome({
        messageId: message.id,
        result,
        code,
        enhanced,
        text: reply ?? "No reply.",
        providerId: null,
        startedAt,
        endedAt,
      });
    }
  }

  async close(): Promise<void> {}
}
