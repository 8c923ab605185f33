import type { Capabilities } from "./capabilities";
import type { Step } from "./pending-replies";
import { SmtpProtocolError } from "./reply-reader";
import type { Work } from "./send-job";
import { type Envelope, envelopeOf } from "./wire";

/**
 * What a reply means for the transaction that it belongs to.
 * - `RCPT`, `DATA`: the next command may leave (only where one waits for the other).
 * - `content`, `empty`: the peer waits for the content; `empty` when its recipient was refused, so that there is none.
 * - `over`: the transaction has ended without content.
 * - `nobody`: the peer takes nothing from us, whoever it is for.
 */
export type Next = "RCPT" | "DATA" | "content" | "empty" | "over" | "nobody" | null;

/** One transaction from MAIL to the reply to DATA (RFC 5321 §3.3). */
export class Opening {
  readonly work: Work;
  readonly lines: Envelope;
  /** The message has its outcome: the peer refused it. */
  refused = false;
  #pipelining: boolean;
  #mailTaken = false;
  #rcptTaken = false;

  constructor(work: Work, offered: Capabilities) {
    this.work = work;
    this.lines = envelopeOf(work.message, offered);
    this.#pipelining = offered.pipelining;
  }

  /**
   * The commands that begin it, and what their replies will answer; `reset`: what the peer remembers of another one is taken out first.
   * With PIPELINING all leave at once.
   */
  begin(reset: boolean): { steps: Step[]; commands: string } {
    const { mail, rcpt } = this.lines;
    if (this.#pipelining) {
      const steps: Step[] = reset ? ["RSET", "MAIL", "RCPT", "DATA"] : ["MAIL", "RCPT", "DATA"];
      return { steps, commands: `${reset ? "RSET\r\n" : ""}${mail}${rcpt}DATA\r\n` };
    }
    return reset ? { steps: ["RSET"], commands: "RSET\r\n" } : { steps: ["MAIL"], commands: mail };
  }

  /** True when the peer has a sender in its memory that RSET must take out. */
  get leavesSender(): boolean {
    return this.#mailTaken;
  }

  /** Takes the reply to one of the commands. Throws SmtpProtocolError when it makes no sense. */
  answer(step: "MAIL" | "RCPT" | "DATA", code: number): Next {
    if (step === "MAIL") return this.#onMail(code);
    return step === "RCPT" ? this.#onRcpt(code) : this.#onData(code);
  }

  #onMail(code: number): Next {
    this.#mailTaken = code < 300;
    if (this.#mailTaken) return this.#pipelining ? null : "RCPT";
    if (code < 400) throw unexpected("MAIL", code);
    if (code === 530 || code === 535 || code === 538) return "nobody";
    return this.#refuse();
  }

  #onRcpt(code: number): Next {
    this.#rcptTaken = code < 300;
    if (this.#rcptTaken) return this.#pipelining ? null : "DATA";
    if (code < 400) throw unexpected("RCPT", code);
    return this.#refuse();
  }

  #onData(code: number): Next {
    if (code === 354) {
      // A peer that takes the recipient of a sender that it has refused would send an empty mail.
      if (this.refused && this.#rcptTaken) throw unexpected("DATA", code);
      return this.refused ? "empty" : "content";
    }
    if (code < 400) throw unexpected("DATA", code);
    this.refused = true;
    return "over";
  }

  /** With PIPELINING the other commands have left already, and their replies are still to come. */
  #refuse(): Next {
    this.refused = true;
    return this.#pipelining ? null : "over";
  }
}

/** A reply that cannot be one to this command. */
export function unexpected(what: string, code: number): SmtpProtocolError {
  return new SmtpProtocolError(`it answered ${what} with ${code}, which makes no sense`);
}
