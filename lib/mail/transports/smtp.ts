import { type MailTransport, type Outcome, type OutgoingMessage, parseReply } from "../transport";
import type { SmtpOptions } from "./smtp-options";
import { type HandOver, SmtpSession } from "./smtp-session";

/** Why no connection can be had during one `send`. */
interface Down {
  reason: string | null;
  accountRefused: boolean;
}

/**
 * SMTP with a pool of connections. A message counts as `unconfirmed` only when the peer had agreed to take the content
 * and its last reply never came; everything that fails before that is `deferred`.
 * `acceptsForRecipient`: the peer is the recipients' own mail system (the embedded mailbox), not a relay.
 */
export class SmtpTransport implements MailTransport {
  readonly kind = "smtp";
  readonly acceptsForRecipient: boolean;
  #options: SmtpOptions;
  #idle: { session: SmtpSession; timer: NodeJS.Timeout }[] = [];
  #lanes = 0;
  #waitingLanes: (() => void)[] = [];

  constructor(options: SmtpOptions, { acceptsForRecipient = false } = {}) {
    this.#options = options;
    this.acceptsForRecipient = acceptsForRecipient;
  }

  async send(messages: readonly OutgoingMessage[], { onOutcome }: { onOutcome: (outcome: Outcome) => void }) {
    const queue = [...messages].reverse();
    const down: Down = { reason: null, accountRefused: false };
    const lanes = Math.min(this.#options.maxConnections, messages.length);
    await Promise.all(Array.from({ length: lanes }, () => this.#lane(queue, down, onOutcome)));
    // Every lane gave up connecting: nothing here was handed over.
    for (const message of queue.reverse()) {
      const outcome = outcomeOf(message, new Date(), { reply: null, error: down.reason, handedOver: false });
      onOutcome(down.accountRefused ? { ...outcome, accountRefused: true } : outcome);
    }
  }

  async close(): Promise<void> {
    for (const { session, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      session.close();
    }
  }

  /** One lane of all `send` calls together uses one connection at most. */
  async #lane(queue: OutgoingMessage[], down: Down, onOutcome: (outcome: Outcome) => void) {
    if (this.#lanes >= this.#options.maxConnections) await new Promise<void>((go) => this.#waitingLanes.push(go));
    else this.#lanes += 1;
    try {
      await this.#drain(queue, down, onOutcome);
    } finally {
      const next = this.#waitingLanes.shift();
      if (next) next();
      else this.#lanes -= 1;
    }
  }

  /** Takes messages from the shared queue until it is empty or the peer cannot be reached. */
  async #drain(queue: OutgoingMessage[], down: Down, onOutcome: (outcome: Outcome) => void) {
    let session: SmtpSession | null = null;
    for (let message = queue.pop(); message; message = queue.pop()) {
      const startedAt = new Date();
      const fresh: boolean = session === null || !session.alive;
      session = fresh ? await this.#connect(down) : session;
      if (!session) {
        queue.push(message);
        return;
      }
      const wasUsed = session.sent > 0;
      const result = await session.send(message);
      if (!result.reply && !result.handedOver && wasUsed && !session.alive) {
        queue.push(message); // the peer had closed an idle connection; a new one is worth a try
        continue;
      }
      onOutcome(outcomeOf(message, startedAt, result));
      if (session.alive && session.sent >= this.#options.maxMessagesPerConnection) session.close();
    }
    if (session?.alive) this.#park(session);
  }

  async #connect(down: Down): Promise<SmtpSession | null> {
    for (let parked = this.#idle.pop(); parked; parked = this.#idle.pop()) {
      clearTimeout(parked.timer);
      if (parked.session.alive) return parked.session;
    }
    if (down.reason) return null;
    try {
      return await SmtpSession.open(this.#options);
    } catch (error) {
      const { host, port } = this.#options.connection;
      down.accountRefused = error instanceof Error && "code" in error && error.code === "EAUTH";
      down.reason = `No connection to ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`;
      return null;
    }
  }

  #park(session: SmtpSession): void {
    const entry = {
      session,
      timer: setTimeout(() => {
        this.#idle = this.#idle.filter((other) => other !== entry);
        session.close();
      }, this.#options.idleTimeoutMs).unref(),
    };
    this.#idle.push(entry);
  }
}

function outcomeOf(message: OutgoingMessage, startedAt: Date, { reply, error, handedOver }: HandOver): Outcome {
  const { code, enhanced } = parseReply(reply ?? "");
  const text = reply ?? error ?? "No reply.";
  return {
    messageId: message.id,
    result: judge(code, handedOver),
    code,
    enhanced,
    text,
    providerId: null,
    startedAt,
    endedAt: new Date(),
  };
}

function judge(code: number | null, handedOver: boolean): Outcome["result"] {
  if (code === null) return handedOver ? "unconfirmed" : "deferred";
  if (code >= 200 && code < 300) return "accepted";
  return code >= 500 ? "refused" : "deferred";
}
