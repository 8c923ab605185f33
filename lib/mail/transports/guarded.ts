import type { MailTransport, OutgoingMessage, SendOptions, Trouble } from "../transport";
import { unsent } from "./outcomes";

/** How long an answer of the check is believed, in milliseconds. */
const CHECK_EVERY_MS = 60_000;

/**
 * Asks `refusal` before it uses another transport, at most once a minute: a host name that somebody typed may lead
 * somewhere else than on the day it was saved. A refusal is trouble of the settings; nothing is handed over then.
 */
export class GuardedTransport implements MailTransport {
  readonly kind: MailTransport["kind"];
  readonly acceptsForRecipient: boolean;
  #inner: MailTransport;
  #refusal: () => Promise<string | null>;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #checked: Promise<string | null> = Promise.resolve(null);

  constructor(inner: MailTransport, refusal: () => Promise<string | null>) {
    this.kind = inner.kind;
    this.acceptsForRecipient = inner.acceptsForRecipient;
    this.#inner = inner;
    this.#refusal = refusal;
  }

  async send(messages: readonly OutgoingMessage[], options: SendOptions): Promise<Trouble | null> {
    const refusal = await this.#check();
    if (refusal === null) return this.#inner.send(messages, options);
    for (const message of messages) options.onOutcome(unsent(message, refusal));
    return { kind: "config", text: refusal, retryAfterMs: null };
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #check(): Promise<string | null> {
    if (performance.now() - this.#checkedAt > CHECK_EVERY_MS) {
      this.#checkedAt = performance.now();
      this.#checked = this.#refusal();
    }
    return this.#checked;
  }
}
