import {
  type OutgoingMessage,
  parseReply,
  type SendOptions,
  type TransportFailure,
  type TransportOutcome,
} from "@/lib/mail/transport";

/** One message on its way, across the connections that it may need. */
export interface Work {
  readonly message: OutgoingMessage;
  readonly job: SendJob;
  startedAt: Date;
  /** Connections that ended at this message before it was handed over. */
  strikes: number;
}

/** Each no costs a connection, and is about the caller's right to send anything: after so many nothing more is tried. */
const MOST_DECLINED = 3;
const QUEUED_AS = /\bqueued as <?([\w.-]+)|^250 (?:2\.\d\.\d )?Ok:? ([\w-]{16,})$/i;

/** One call of `send`: which of its messages still wait, and what became of the others. */
export class SendJob {
  readonly lane: "bulk" | "priority";
  readonly done: Promise<TransportFailure | null>;
  #messages: readonly OutgoingMessage[];
  #options: SendOptions;
  #cursor = 0;
  #again: Work[] = [];
  #settled = 0;
  #declined = 0;
  #stopped = false;
  #failure: TransportFailure | null = null;
  /** What a callback threw, kept for the end: the other messages still need their outcomes. */
  #error: unknown = null;
  #finish: () => void = () => {};

  constructor(messages: readonly OutgoingMessage[], options: SendOptions) {
    this.#messages = messages;
    this.#options = options;
    this.lane = options.lane ?? "bulk";
    this.done = new Promise((resolve, reject) => {
      this.#finish = () => (this.#error === null ? resolve(this.#failure) : reject(this.#error));
    });
    if (messages.length === 0) this.#finish();
  }

  /** Messages that no connection has taken. */
  get waiting(): number {
    return this.#again.length + this.#messages.length - this.#cursor;
  }

  /** The next message, or null when none waits. */
  next(): Work | null {
    const again = this.#again.pop();
    if (again) return again;
    const message = this.#messages[this.#cursor];
    if (!message) return null;
    this.#cursor += 1;
    return { message, job: this, startedAt: new Date(), strikes: 0 };
  }

  /** Takes a message back that was not handed over. False when the job has ended and it is settled as unsent. */
  giveBack(work: Work): boolean {
    if (this.#stopped) {
      this.#unsent(work);
      return false;
    }
    this.#again.push(work);
    return true;
  }

  /** Nothing more is begun: what waits is unsent, because of `failure` or because the caller wished it. */
  stop(failure: TransportFailure | null): void {
    this.#stopped = true;
    this.#failure ??= failure;
    for (let work = this.next(); work; work = this.next()) this.#unsent(work);
  }

  /**
   * Tells the caller that the content is about to leave. False when the caller says no or could not take note of it: then
   * it must not leave, and the message has been settled as unsent.
   */
  handOver(work: Work): boolean {
    try {
      if (this.#options.onHandOver?.(work.message.id) !== false) return true;
      this.#declined += 1;
    } catch (error) {
      this.#error ??= error;
    }
    this.#unsent(work);
    if (this.#error !== null || this.#declined >= MOST_DECLINED) this.stop(null);
    return false;
  }

  /** The one outcome of a message. `reply` is the peer's reply or words of our own (`code` null). */
  settle(work: Work, result: TransportOutcome["result"], code: number | null, reply: string): void {
    this.#settled += 1;
    const queued = result === "accepted" ? QUEUED_AS.exec(reply) : null;
    try {
      this.#options.onOutcome({
        messageId: work.message.id,
        result,
        code,
        enhanced: code === null ? null : parseReply(reply).enhanced,
        text: reply,
        providerId: queued?.[1] ?? queued?.[2] ?? null,
        startedAt: work.startedAt,
        endedAt: new Date(),
      });
    } catch (error) {
      this.#error ??= error;
      // An outcome that nobody can note is no reason to make more of them.
      if (!this.#stopped) this.stop(null);
    }
    if (this.#settled === this.#messages.length) this.#finish();
  }

  #unsent(work: Work): void {
    this.settle(work, "unsent", null, this.#failure?.text ?? "Not sent: sending was stopped before its turn.");
  }
}

/** The jobs of one lane, which take turns message by message. */
export class JobQueue {
  #jobs: SendJob[] = [];
  #turn = 0;

  /** Messages that wait. */
  get waiting(): number {
    let sum = 0;
    for (const job of this.#jobs) sum += job.waiting;
    return sum;
  }

  add(job: SendJob): void {
    if (!this.#jobs.includes(job)) this.#jobs.push(job);
  }

  take(): Work | null {
    while (this.#jobs.length > 0) {
      if (this.#turn >= this.#jobs.length) this.#turn = 0;
      const work = this.#jobs[this.#turn]?.next();
      if (work) {
        this.#turn += 1;
        return work;
      }
      this.#jobs.splice(this.#turn, 1);
    }
    return null;
  }

  /** Ends all jobs that wait. */
  stop(failure: TransportFailure | null): void {
    for (const job of this.#jobs.splice(0)) job.stop(failure);
  }
}
