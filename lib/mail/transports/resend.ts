import type { ErrorResponse, Resend } from "resend";
import type { MailTransport, Outcome, OutgoingMessage } from "../transport";

/** Requests at once. Resend allows few requests a second, so more would only wait. */
const CONCURRENCY = 4;

/** Errors that say "not now". Everything else means that the same request would fail again. */
const TEMPORARY = new Set([
  "rate_limit_exceeded",
  "concurrent_idempotent_requests",
  "application_error",
  "internal_server_error",
  "daily_quota_exceeded",
  "monthly_quota_exceeded",
  "invalid_api_key",
  "missing_api_key",
  "restricted_api_key",
]);

/** What only a person can put right. */
const ACCOUNT = new Set(["invalid_api_key", "missing_api_key", "restricted_api_key", "monthly_quota_exceeded"]);

type ResendClient = Pick<Resend, "emails">;

/**
 * Sends through Resend's API. Each message carries its own id as idempotency key, which Resend keeps for 24 hours, so a
 * lost answer is asked for again instead of being `unconfirmed`. Resend composes and signs the message itself.
 */
export class ResendTransport implements MailTransport {
  readonly kind = "resend";
  readonly acceptsForRecipient = false;
  #client: ResendClient;

  constructor(client: ResendClient) {
    this.#client = client;
  }

  async send(messages: readonly OutgoingMessage[], { onOutcome }: { onOutcome: (outcome: Outcome) => void }) {
    const queue = [...messages].reverse();
    const lane = async () => {
      for (let message = queue.pop(); message; message = queue.pop()) onOutcome(await this.#sendOne(message));
    };
    await Promise.all(Array.from({ length: Math.min(CONCURRENCY, messages.length) }, lane));
  }

  async close(): Promise<void> {}

  async #sendOne(message: OutgoingMessage): Promise<Outcome> {
    const startedAt = new Date();
    const common = { messageId: message.id, enhanced: null, startedAt };
    if (message.smtpUtf8) {
      const text = "Resend does not take internationalised addresses.";
      return { ...common, result: "refused", code: 550, text, providerId: null, endedAt: new Date() };
    }
    const { to, from, replyTo, subject, html, text, headers } = message.parts;
    const payload = { to, from, subject, html, text, headers, ...(replyTo ? { replyTo } : {}) };
    const tags = [{ name: "message_id", value: message.id }];
    const { data, error } = await this.#client.emails
      .send({ ...payload, tags }, { idempotencyKey: message.id })
      .catch((cause: unknown) => ({ data: null, error: networkError(cause) }));
    const endedAt = new Date();
    if (data)
      return { ...common, result: "accepted", code: 200, text: "Accepted by Resend", providerId: data.id, endedAt };
    return {
      ...common,
      result: TEMPORARY.has(error.name) || (error.statusCode ?? 500) >= 500 ? "deferred" : "refused",
      code: error.statusCode,
      text: `${error.name}: ${error.message}`,
      providerId: null,
      endedAt,
      ...(ACCOUNT.has(error.name) && { accountRefused: true }),
    };
  }
}

function networkError(cause: unknown): ErrorResponse {
  return {
    name: "application_error",
    statusCode: null,
    message: cause instanceof Error ? cause.message : String(cause),
  };
}
