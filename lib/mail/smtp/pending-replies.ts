import type { SmtpOptions } from "./smtp-options";

/** What a reply answers. `EMPTY` is the end of a content that we did not send, `QUIT` the goodbye. */
export type Step = "RSET" | "MAIL" | "RCPT" | "DATA" | "CONTENT" | "EMPTY" | "QUIT";

/** A large content may take longer to leave than `contentMs`: the slowest line that is waited for. */
const SLOWEST_BYTES_PER_MS = 8;

/** What the peer has yet to answer, in order, and how long the first answer may take. */
export class PendingReplies {
  readonly #timeouts: SmtpOptions["timeouts"];
  #steps: Step[] = [];
  #deadline = 0;

  constructor(timeouts: SmtpOptions["timeouts"]) {
    this.#timeouts = timeouts;
  }

  /** Nothing is waited for. */
  get none(): boolean {
    return this.#steps.length === 0;
  }

  add(...steps: Step[]): void {
    this.#steps.push(...steps);
  }

  /** What the reply that has come answers; undefined when nobody had asked for it. */
  take(): Step | undefined {
    return this.#steps.shift();
  }

  /** The time for the next reply begins now; after the goodbye, and while `bytes` of a content leave, it is another one. */
  beginWait(bytes = 0): void {
    const { contentMs, commandMs, closeMs } = this.#timeouts;
    const step = this.#steps[0];
    const limit = step === "QUIT" ? closeMs : step === "CONTENT" ? contentMs + bytes / SLOWEST_BYTES_PER_MS : commandMs;
    this.#deadline = Date.now() + limit;
  }

  /** What has not been answered in time, in words; null when all is well. */
  late(now: number): string | null {
    const step = this.#steps[0];
    return step && now > this.#deadline ? NAMES[step] : null;
  }
}

const NAMES: Record<Step, string> = {
  RSET: "RSET",
  MAIL: "MAIL",
  RCPT: "RCPT",
  DATA: "DATA",
  CONTENT: "the content",
  EMPTY: "the end of data",
  QUIT: "QUIT",
};
