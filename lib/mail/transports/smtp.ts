import { connectSmtp } from "@/lib/mail/smtp/connect";
import { SmtpConnection } from "@/lib/mail/smtp/connection";
import type { ConnectionOwner } from "@/lib/mail/smtp/connection-owner";
import { describeError, SmtpFailure } from "@/lib/mail/smtp/failure";
import { OpenPace } from "@/lib/mail/smtp/open-pace";
import { JobQueue, SendJob, type Work } from "@/lib/mail/smtp/send-job";
import type { SmtpOptions } from "@/lib/mail/smtp/smtp-options";
import type { MailTransport, OutgoingMessage, SendOptions, TransportFailure } from "@/lib/mail/transport";
import { countConnection } from "./connection-metrics";

/** Connections that may end at one message before it was handed over, until it is put off. */
const MOST_STRIKES = 2;

/**
 * SMTP through a pool of connections shared by all `send` calls, which take turns message by message. Bulk mail has up to
 * `maxConnections`; one more is kept apart for priority mail, which every other connection also takes first.
 *
 * A failure (no connection can be had) is only reported when no connection works: a peer that turns further connections away
 * is served over those that are open. Failed tries are counted until a message is taken again and spaced out, so that a
 * peer in distress is not hammered.
 *
 * `acceptsForRecipient`: the peer is the recipients' own mail system (the embedded mailbox), not a relay.
 */
export class SmtpTransport implements MailTransport {
  readonly kind = "smtp";
  readonly acceptsForRecipient: boolean;
  #options: SmtpOptions;
  #bulk = new JobQueue();
  #priority = new JobQueue();
  #connections = new Set<SmtpConnection>();
  /** Connections being made; the value is true for the one kept apart. */
  #opening = new Map<AbortController, boolean>();
  #pace: OpenPace;
  #timer: NodeJS.Timeout | undefined;
  #closing: Promise<void> | null = null;
  #onGone: (() => void) | null = null;
  #owner: ConnectionOwner<SmtpConnection> = {
    take: (connection) => this.#priority.take() ?? (connection.priority ? null : this.#bulk.take()),
    giveBack: (work, atFault, why) => this.#giveBack(work, atFault, why),
    proved: () => this.#pace.proved(),
    parked: (connection) => {
      if (this.#closing) connection.quit();
    },
    ended: (connection, failure, refusesAll) => this.#ended(connection, failure, refusesAll),
  };

  constructor(options: SmtpOptions, { acceptsForRecipient = false } = {}) {
    this.#options = options;
    this.#pace = new OpenPace(options.timeouts.retryMs);
    this.acceptsForRecipient = acceptsForRecipient;
  }

  async send(messages: readonly OutgoingMessage[], options: SendOptions): Promise<TransportFailure | null> {
    const job = new SendJob(messages, options);
    const stop = () => job.stop(null);
    if (this.#closing) job.stop({ kind: "network", text: "This transport has been closed.", retryAfterMs: null });
    else if (options.signal?.aborted) stop();
    else {
      options.signal?.addEventListener("abort", stop, { once: true });
      this.#queue(job).add(job);
      this.#pump();
    }
    try {
      return await job.done;
    } finally {
      options.signal?.removeEventListener("abort", stop);
    }
  }

  /**
   * Begins no further message (those become `unsent`), lets what is on the wire end for up to `drainMs`, says goodbye,
   * and cuts what is left then. Afterwards the transport takes nothing.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#bulk.stop(null);
    this.#priority.stop(null);
    for (const controller of this.#opening.keys()) controller.abort();
    for (const connection of this.#connections) if (connection.parkedAt > 0) connection.quit();
    if (this.#connections.size === 0) return;
    const { drainMs, closeMs } = this.#options.timeouts;
    const timer = setTimeout(() => {
      for (const connection of this.#connections) connection.destroy("the transport was closed");
    }, drainMs + closeMs);
    await new Promise<void>((resolve) => {
      this.#onGone = resolve;
    });
    clearTimeout(timer);
  }

  #queue(job: SendJob): JobQueue {
    return job.lane === "priority" ? this.#priority : this.#bulk;
  }

  #giveBack(work: Work, atFault: boolean, why: string): void {
    if (atFault) work.strikes += 1;
    if (work.strikes >= MOST_STRIKES) {
      const text = `The connection ended ${work.strikes} times at this message: ${why}.`;
      work.job.settle(work, "deferred", null, text);
    } else if (work.job.giveBack(work)) this.#queue(work.job).add(work.job);
  }

  /** Gives the idle connections work and opens more where there is more. */
  #pump(): void {
    if (this.#closing) return;
    const idle = [...this.#connections].filter((connection) => connection.parkedAt > 0);
    for (const connection of idle.sort((a, b) => Number(b.priority) - Number(a.priority))) {
      if (this.#priority.waiting > 0 || (!connection.priority && this.#bulk.waiting > 0)) connection.wake();
    }
    const urgent = this.#priority.waiting;
    if (urgent > 0 && !this.#has(true)) this.#open(true);
    const wanted = this.#bulk.waiting + (urgent > 1 ? urgent - 1 : 0);
    for (let more = wanted - this.#openingBulk(); more > 0 && this.#open(false); more -= 1);
  }

  /** Opens a connection unless there are enough of them or the peer needs a pause. */
  #open(priority: boolean): boolean {
    const working = this.#works(priority);
    if (!priority && this.#bulkCount() >= this.#options.maxConnections) return false;
    if (!priority && this.#opening.size > 0 && this.#pace.oneAtATime) return false;
    const pauseMs = this.#pace.pauseMs(working);
    if (pauseMs > 0) {
      this.#pumpLater(pauseMs, working);
      return false;
    }
    void this.#connect(priority);
    return true;
  }

  async #connect(priority: boolean): Promise<void> {
    const controller = new AbortController();
    this.#opening.set(controller, priority);
    const open = await connectSmtp(this.#options, controller.signal).catch((error: unknown) =>
      describeError(error, this.#options),
    );
    this.#opening.delete(controller);
    if (open instanceof SmtpFailure) this.#failed(open.failure, open.final);
    else {
      this.#pace.reached();
      const connection = new SmtpConnection(open, this.#owner, this.#options, priority);
      this.#connections.add(connection);
      countConnection(this, 1);
      if (this.#closing) connection.quit();
      else connection.wake();
    }
    this.#pump();
  }

  #ended(connection: SmtpConnection, failure: TransportFailure | null, refusesAll: boolean): void {
    if (this.#connections.delete(connection)) countConnection(this, -1);
    if (this.#connections.size === 0) this.#onGone?.();
    if (failure) this.#failed(failure, refusesAll);
    this.#pump();
  }

  /** Notes a connection that could not be made or was of no use. `final`: another try soon would not help. */
  #failed(failure: TransportFailure, final: boolean): void {
    if (!this.#pace.failed(final) || this.#opening.size > 0) return;
    if (!this.#works(false)) this.#bulk.stop(failure);
    if (this.#works(true)) return;
    this.#priority.stop(failure);
    this.#pace.reset();
  }

  /** True when an open connection takes mail of a lane. */
  #works(priority: boolean): boolean {
    for (const connection of this.#connections)
      if (connection.usable && (priority || !connection.priority)) return true;
    return false;
  }

  /** The connection kept apart is there or on its way. */
  #has(priority: boolean): boolean {
    for (const connection of this.#connections) if (connection.priority === priority) return true;
    return [...this.#opening.values()].includes(priority);
  }

  #openingBulk(): number {
    let count = 0;
    for (const priority of this.#opening.values()) if (!priority) count += 1;
    return count;
  }

  #bulkCount(): number {
    let count = this.#openingBulk();
    for (const connection of this.#connections) if (!connection.priority) count += 1;
    return count;
  }

  /** Tries again after a pause; only holds the process when nothing else works. */
  #pumpLater(pauseMs: number, working: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#pump(), pauseMs);
    if (working) this.#timer.unref();
  }
}
