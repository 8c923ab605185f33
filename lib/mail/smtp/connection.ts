import type { Socket } from "node:net";
import type { Capabilities } from "./capabilities";
import type { OpenConnection } from "./connect";
import type { ConnectionOwner, Ending } from "./connection-owner";
import { refusalOfAll, shutDownFailure, uselessFailure } from "./failure";
import { Opening, unexpected } from "./opening";
import { PendingReplies, type Step } from "./pending-replies";
import { ReplyReader, SmtpProtocolError } from "./reply-reader";
import type { Work } from "./send-job";
import type { SmtpOptions } from "./smtp-options";
import { localRefusal, WireBuffer, wireContent } from "./wire";

const NOTHING = Buffer.alloc(0);

/**
 * One connection that is ready for mail: a state machine on the peer's replies, without promises or timers a message.
 *
 * With PIPELINING (RFC 2920) MAIL, RCPT and DATA of the next message leave in the same write as the content of the current
 * one, so a message costs one write and one read. Content only leaves after 354, and right before it the message counts as
 * handed over.
 *
 * What a connection that ends leaves behind: a message whose content had begun is `unconfirmed`; one that had not goes back
 * to the pool. A 421 answers the message at RCPT, DATA or content (`deferred`); at MAIL it speaks about us, and the message
 * goes back too.
 */
export class SmtpConnection {
  readonly priority: boolean;
  parkedAt = 0;
  #options: SmtpOptions;
  #owner: ConnectionOwner<SmtpConnection>;
  #socket: Socket;
  #offered: Capabilities;
  #reader = new ReplyReader();
  #wire = new WireBuffer();
  #timer: NodeJS.Timeout;
  #pending: PendingReplies;
  /** The message whose content has left. */
  #sending: Work | null = null;
  /** The transaction between MAIL and 354. */
  #opening: Opening | null = null;
  /** An ended transaction is still open at the peer: RSET goes first. */
  #dirty = false;
  /** What to do once everything that the peer said has been read. */
  #go: "content" | "empty" | null = null;
  #begun = 0;
  #answered = 0;
  /** Woken from idling, and the peer has not said anything since: it may have hung up long ago. */
  #stale = false;
  #quitting = false;
  #ended = false;

  constructor(open: OpenConnection, owner: ConnectionOwner<SmtpConnection>, options: SmtpOptions, priority: boolean) {
    this.#socket = open.socket;
    this.#offered = open.offered;
    this.#owner = owner;
    this.#options = options;
    this.#pending = new PendingReplies(options.timeouts);
    this.priority = priority;
    const { commandMs, contentMs, closeMs } = options.timeouts;
    const tickMs = Math.max(20, Math.min(1000, commandMs / 4, contentMs / 4, closeMs / 4, options.idleTimeoutMs / 4));
    this.#timer = setInterval(this.#onTick, tickMs).unref();
    this.#socket.on("data", this.#onData);
    this.#socket.on("error", (error) => this.#end(lineText(error)));
    this.#socket.on("close", () => this.#end("the peer closed it"));
  }

  /** True while it can take messages. */
  get usable(): boolean {
    return !this.#ended && !this.#quitting;
  }

  /** Takes the next message, if one waits. Only when parked or new. */
  wake(): void {
    this.#stale = this.parkedAt > 0;
    this.parkedAt = 0;
    this.#socket.ref();
    this.#advance();
  }

  /** Says goodbye; the socket closes at the reply or when `closeMs` have gone by. Only when parked or new. */
  quit(): void {
    this.#quitting = true;
    this.parkedAt = 0;
    this.#pending.add("QUIT");
    this.#pending.beginWait();
    this.#socket.write("QUIT\r\n");
  }

  /** Cuts the line at once. `why` is said of the messages on it. */
  destroy(why: string): void {
    this.#end(why);
  }

  #onTick = (): void => {
    const now = Date.now();
    const late = this.#pending.late(now);
    if (late) this.#end(`no reply to ${late} in time`);
    else if (this.parkedAt > 0 && now - this.parkedAt > this.#options.idleTimeoutMs) this.quit();
  };

  #onData = (chunk: Buffer): void => {
    try {
      this.#reader.read(chunk, this.#onReply);
      if (this.#ended) return;
      if (this.#go && (!this.#pending.none || this.#reader.unfinished)) throw unasked();
      if (this.#pending.none && this.#reader.unfinished) throw unasked();
      this.#advance();
    } catch (error) {
      if (!(error instanceof SmtpProtocolError)) throw error;
      this.#end(error.message);
    }
  };

  #onReply = (code: number): boolean => {
    const step = this.#pending.take();
    if (step === "QUIT") this.#end("goodbye");
    else if (code === 421) this.#shutDown(step);
    else if (!step) throw unasked();
    else this.#answer(step, code);
    if (this.#ended) return false;
    this.#stale = false;
    if (!this.#pending.none) this.#pending.beginWait();
    return true;
  };

  #answer(step: Step, code: number): void {
    if (step === "MAIL" || step === "RCPT" || step === "DATA") this.#onOpening(step, code);
    else if (step === "CONTENT") this.#onContent(code);
    else if (step === "RSET") this.#onReset(code);
    // What the peer says about a content that was none changes nothing; RSET makes sure that it forgets it.
    else this.#dirty = true;
  }

  #onOpening(step: "MAIL" | "RCPT" | "DATA", code: number): void {
    const opening = this.#opening as Opening;
    const decided = opening.refused;
    const next = opening.answer(step, code);
    if (opening.refused && !decided) this.#settle(opening.work, code);
    if (next === "nobody") this.#refuseAll(opening.work, code);
    else if (next === "content" || next === "empty") this.#go = next;
    else if (next === "RCPT") this.#command("RCPT", opening.lines.rcpt);
    else if (next === "DATA") this.#command("DATA", "DATA\r\n");
    else if (next === "over") {
      this.#opening = null;
      this.#dirty = opening.leavesSender;
    }
  }

  #onReset(code: number): void {
    if (code >= 300) throw unexpected("RSET", code);
    if (!this.#offered.pipelining && this.#opening) this.#command("MAIL", this.#opening.lines.mail);
  }

  #onContent(code: number): void {
    if (code >= 300 && code < 400) throw unexpected("the content", code);
    const work = this.#sending as Work;
    this.#sending = null;
    this.#settle(work, code);
  }

  #settle(work: Work, code: number): void {
    this.#answered += 1;
    if (this.#answered === 1) this.#owner.proved();
    const result = code < 300 ? "accepted" : code < 500 ? "deferred" : "refused";
    work.job.settle(work, result, code, this.#reader.text());
  }

  /** 421: the peer closes the connection (RFC 5321 §3.8). */
  #shutDown(step: Step | undefined): void {
    const text = this.#reader.text();
    const about = step === "CONTENT" ? this.#sending : null;
    const work = about ?? (step === "RCPT" || step === "DATA" ? (this.#opening?.work ?? null) : null);
    if (about) this.#sending = null;
    if (work && (about || !this.#opening?.refused)) work.job.settle(work, "deferred", 421, text);
    if (work && !about) this.#opening = null;
    // Sent to an idle connection it only says that we were idle too long.
    const refusesAll = !work && this.#answered === 0 && !this.#stale && step !== undefined;
    this.#end(text, { failure: shutDownFailure(this.#options, text), refusesAll, blameless: true });
  }

  /** MAIL was refused for want of a sign-in or of encryption: no message fares better. */
  #refuseAll(work: Work, code: number): void {
    const failure = refusalOfAll(this.#options, code, this.#reader.text());
    this.#opening = null;
    this.#owner.giveBack(work, false, failure.text);
    this.#end(failure.text, { failure, refusesAll: true });
  }

  /** Does what the replies so far allow. */
  #advance(): void {
    const go = this.#go;
    this.#go = null;
    if (go === "content") this.#sendContent();
    else if (go === "empty") this.#endEmpty();
    else if (this.#pending.none && this.usable) this.#begin();
  }

  #sendContent(): void {
    const { work } = this.#opening as Opening;
    const { content, end } = wireContent(work.message);
    this.#opening = null;
    this.#pending.add("CONTENT");
    const commands = end + (this.#offered.pipelining ? this.#openNext() : "");
    if (work.job.handOver(work)) {
      this.#sending = work;
      this.#write(content, commands);
      return;
    }
    // After 354 a transaction can only be left by hanging up.
    this.#end("the caller kept the content back", { blameless: true });
  }

  #endEmpty(): void {
    this.#opening = null;
    this.#dirty = true;
    this.#pending.add("EMPTY");
    this.#write(NOTHING, `.\r\n${this.#offered.pipelining ? this.#openNext() : ""}`);
  }

  /** Begins the next transaction, or goes idle. */
  #begin(): void {
    const commands = this.#openNext();
    if (this.#ended) return;
    if (commands !== "") this.#write(NOTHING, commands);
    else if (this.#begun >= this.#options.maxMessagesPerConnection) this.quit();
    else {
      this.parkedAt = Date.now();
      this.#socket.unref();
      this.#owner.parked(this);
    }
  }

  /** The commands that open a transaction for the next message, or nothing when none waits. */
  #openNext(): string {
    if (this.#begun >= this.#options.maxMessagesPerConnection) return "";
    for (let work = this.#owner.take(this); work; work = this.#owner.take(this)) {
      work.startedAt = new Date();
      const refusal = localRefusal(work.message, this.#offered);
      if (refusal === null) return this.#open(work);
      work.job.settle(work, "refused", Number(refusal.slice(0, 3)), refusal);
    }
    return "";
  }

  #open(work: Work): string {
    this.#begun += 1;
    this.#opening = new Opening(work, this.#offered);
    const { steps, commands } = this.#opening.begin(this.#dirty);
    this.#dirty = false;
    this.#pending.add(...steps);
    return commands;
  }

  #command(step: Step, line: string): void {
    this.#pending.add(step);
    this.#write(NOTHING, line);
  }

  #write(content: Buffer, commands: string): void {
    this.#pending.beginWait(content.length);
    if (content.length === 0) this.#socket.write(commands);
    else this.#socket.write(this.#wire.join(content, commands, this.#socket.writableLength === 0));
  }

  /** `why` it is over, for the messages on it; how, in the rest. */
  #end(why: string, { failure = null, refusesAll = false, blameless = false }: Ending = {}): void {
    if (this.#ended) return;
    this.#ended = true;
    clearInterval(this.#timer);
    this.#socket.destroy();
    const [sending, opening] = [this.#sending, this.#opening?.refused ? null : this.#opening];
    this.#sending = null;
    this.#opening = null;
    const inUse = sending !== null || (opening !== null && !blameless) || failure !== null;
    const useless = inUse && this.#answered === 0 && !this.#stale && this.parkedAt === 0;
    if (sending) sending.job.settle(sending, "unconfirmed", null, `Handed over, but the connection ended: ${why}.`);
    if (opening) this.#owner.giveBack(opening.work, !sending && !blameless && !this.#stale, why);
    this.#owner.ended(this, useless ? (failure ?? uselessFailure(this.#options, why)) : null, refusesAll);
  }
}

function unasked(): SmtpProtocolError {
  return new SmtpProtocolError("it sent a reply that nobody had asked for");
}

function lineText(error: Error): string {
  const code = "code" in error ? error.code : "";
  return code === "ECONNRESET" || code === "EPIPE" ? "the peer cut it" : error.message;
}
