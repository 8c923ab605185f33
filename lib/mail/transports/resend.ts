import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type {
  MailTransport,
  OutgoingMessage,
  SendOptions,
  TransportFailure,
  TransportOutcome,
} from "@/lib/mail/transport";
import { RequestPacer, readRateHeaders } from "./http-pacer";
import { outcome, unsent } from "./outcomes";
import { type Answer, couldBeTaken, failureOf, outcomesOf, readFailure } from "./resend-answers";
import { ResendClient, type ResendEmail } from "./resend-client";
import { judgeResendError } from "./resend-errors";

/** Messages in one request. */
const BATCH = 100;
/** Requests on the wire at once for each `send`; the rate limit is what holds, so more would only wait. */
const REQUESTS = 4;
/** Resend's limit for each team, until its headers say otherwise. */
const PER_SECOND = 5;
/** Waits before the same request is asked again, in milliseconds: a minute in all. */
const ASK_AGAIN_MS = [250, 1000, 3000, 8000, 15_000, 30_000];

/** A peer that asks for a longer wait than this is failing. */
const LONGEST_HOLD_MS = 60_000;

/** Requests of one account share its limit, whichever workspace they are for. */
const pacers = new BoundedCache<RequestPacer>({ max: 5000 });

export interface ResendOptions {
  apiKey: string;
  /** Requests on the wire at once. */
  connections?: number | undefined;
  baseUrl?: string | undefined;
  askAgainMs?: readonly number[] | undefined;
}

/** Opens a way out through Resend's API. */
export function openResend(options: ResendOptions): ResendTransport {
  const account = createHash("sha256")
    .update(`${options.apiKey}|${options.baseUrl ?? ""}`)
    .digest("hex");
  const pacer = pacers.get(account) ?? new RequestPacer(PER_SECOND);
  pacers.set(account, pacer);
  return new ResendTransport(new ResendClient(options), pacer, options);
}

/** What one `send` shares among its requests. */
interface Run extends SendOptions {
  queue: OutgoingMessage[];
  /** Messages whose hand-over was announced. */
  announced: Set<string>;
  /** Messages of a batch that was refused as a whole: each has a request of its own. */
  alone: Set<string>;
  failure: TransportFailure | null;
}

/** A message with the fields that are asked for. */
interface Ready {
  message: OutgoingMessage;
  email: ResendEmail;
}

/** The last answer to a request, and whether an earlier try of it may have been taken unnoticed. */
interface Found {
  answer: Answer;
  mayBeTaken: boolean;
}

/**
 * Sends through Resend's API, which composes and signs the message itself. How nothing is sent twice:
 * - Messages go in batches. The key of a batch is made of its members, that of a lone message is its id; a lost answer is
 *   asked for again at once, with the same key and the same content, for about a minute.
 * - After that its messages are `unconfirmed`, also a lone one: a later try would be composed anew, might be in another
 *   batch, or leave by another transport, where no key of Resend's helps.
 * - After a lost answer messages go one at a time until one is accepted: an outage leaves few open questions.
 * - A key that was used before with other content says that an earlier hand-over was received: `unconfirmed` too.
 * An error of the whole account becomes `TransportFailure` and leaves the messages `unsent`.
 */
export class ResendTransport implements MailTransport {
  readonly kind = "resend";
  readonly acceptsForRecipient = false;
  #client: ResendClient;
  #pacer: RequestPacer;
  #requests: number;
  #askAgainMs: readonly number[];
  /** The last answer was lost: one message at a time. */
  #shaky = false;

  constructor(
    client: ResendClient,
    pacer: RequestPacer,
    options: Pick<ResendOptions, "connections" | "askAgainMs"> = {},
  ) {
    this.#client = client;
    this.#pacer = pacer;
    this.#requests = Math.min(options.connections ?? REQUESTS, 16);
    this.#askAgainMs = options.askAgainMs ?? ASK_AGAIN_MS;
  }

  async send(messages: readonly OutgoingMessage[], options: SendOptions): Promise<TransportFailure | null> {
    const run: Run = { ...options, queue: [], announced: new Set(), alone: new Set(), failure: null };
    for (const message of messages) {
      if (message.smtpUtf8) run.onOutcome(internationalised(message));
      else run.queue.push(message);
    }
    const lanes = this.#shaky ? 1 : Math.min(this.#requests, Math.ceil(run.queue.length / BATCH) || 1);
    await Promise.all(Array.from({ length: lanes }, () => this.#lane(run)));
    const why = run.failure?.text ?? "The sending was stopped before this message's turn.";
    for (const message of run.queue) run.onOutcome(unsent(message, why));
    return run.failure;
  }

  async close(): Promise<void> {}

  async #lane(run: Run): Promise<void> {
    while (run.queue.length > 0 && !run.failure) {
      if (!(await this.#pacer.take({ lane: run.lane ?? "bulk", signal: run.signal }))) return;
      const group = this.#nextGroup(run);
      if (group.length > 0) await this.#handOver(run, group);
    }
  }

  /** The next messages for one request: as many as it takes, or one that is to go alone. */
  #nextGroup(run: Run): Ready[] {
    const size = this.#shaky ? 1 : BATCH;
    const group: Ready[] = [];
    for (let next = run.queue[0]; next && group.length < size; next = run.queue[0]) {
      const alone = run.alone.has(next.id) || next.hasFiles === true;
      if (alone && group.length > 0) break;
      run.queue.shift();
      const ready = makeReady(run, next);
      if (ready) group.push(ready);
      if (ready && alone) break;
    }
    return group;
  }

  async #handOver(run: Run, group: readonly Ready[]): Promise<void> {
    const startedAt = new Date();
    const emails = group.map((each) => each.email);
    const [only] = group;
    const ask: () => Promise<Answer> =
      group.length === 1 && only
        ? () => this.#client.sendOne(only.email, only.message.id)
        : () => this.#client.sendBatch(emails, batchKey(group));
    this.#settle(run, group, startedAt, await this.#askUntilKnown(run, ask));
  }

  /** Asks, and asks again while the answer is lost, "not now" or "slower". */
  async #askUntilKnown(run: Run, ask: () => Promise<Answer>): Promise<Found> {
    let mayBeTaken = false;
    for (let attempt = 0; ; attempt++) {
      const answer = await ask();
      mayBeTaken ||= couldBeTaken(answer);
      const waitMs = this.#waitBefore(answer, mayBeTaken, attempt);
      if (waitMs === null) return { answer, mayBeTaken };
      await sleep(waitMs);
      // A repeated question waits for its turn also when the sending is stopped: it only asks what became of the first.
      await this.#pacer.take({ lane: run.lane ?? "bulk" });
    }
  }

  /** How long until the same request is asked again, in milliseconds; null when its answer stands. */
  #waitBefore(answer: Answer, mayBeTaken: boolean, attempt: number): number | null {
    const rates = readRateHeaders(answer.headers);
    if (rates.perSecond !== null) this.#pacer.setRate(rates.perSecond);
    if (rates.remaining === 0 && rates.resetMs !== null) this.#pacer.hold(rates.resetMs);
    const planned = this.#askAgainMs[attempt];
    if (!answer.error || planned === undefined) return null;
    if (!("name" in answer.error)) return mayBeTaken ? planned : null;
    const verdict = judgeResendError(answer.error);
    if (verdict.kind === "slow") {
      const asked = rates.retryAfterMs ?? rates.resetMs ?? planned;
      if (asked > LONGEST_HOLD_MS) return null;
      this.#pacer.hold(asked);
      return 0;
    }
    return verdict.kind === "again" ? planned : null;
  }

  #settle(run: Run, group: readonly Ready[], startedAt: Date, { answer, mayBeTaken }: Found): void {
    const messages = group.map((each) => each.message);
    if (!answer.error) {
      this.#shaky = false;
      for (const each of outcomesOf(answer.data, messages, startedAt)) run.onOutcome(each);
      return;
    }
    const { code, text, verdict } = readFailure(answer.error);
    const about = verdict?.kind === "refused" || verdict?.kind === "known";
    if (verdict?.kind === "refused" && !mayBeTaken && messages.length > 1) {
      // It took nothing: each message for itself says which one it was.
      for (const { id } of messages) run.alone.add(id);
      run.queue.unshift(...messages);
      return;
    }
    if (!about) {
      run.failure ??= failureOf(verdict, text, answer.headers);
      this.#shaky ||= mayBeTaken;
    }
    const not = verdict?.kind === "refused" ? "refused" : verdict?.kind === "known" ? "unconfirmed" : "unsent";
    const result = mayBeTaken ? "unconfirmed" : not;
    for (const message of messages) run.onOutcome(outcome(message, startedAt, { result, code, text }));
  }
}

/** Writes the fields and says, once, that the message is about to leave. Null when it may not or cannot; it has its outcome. */
function makeReady(run: Run, message: OutgoingMessage): Ready | null {
  let email: ResendEmail;
  try {
    email = emailOf(message);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    run.onOutcome(outcome(message, new Date(), { result: "refused", text }));
    return null;
  }
  if (run.announced.has(message.id)) return { message, email };
  run.announced.add(message.id);
  if (run.onHandOver?.(message.id) !== false) return { message, email };
  run.onOutcome(unsent(message, "The right to send this message was lost."));
  return null;
}

function emailOf(message: OutgoingMessage): ResendEmail {
  const { to, from, replyTo, subject, html, text, headers, files = [] } = message.parts();
  const tags = [{ name: "message_id", value: message.id }];
  const attachments = files.map(({ fileName, contentType, contentId, data }) => ({
    ...{ filename: fileName, content: data, contentType },
    ...(contentId !== null && { contentId }),
  }));
  return {
    ...{ to, from, subject, html, text, headers, tags },
    ...(replyTo && { replyTo }),
    ...(attachments.length > 0 && { attachments }),
  };
}

/** The same members in the same order have the same key. */
function batchKey(group: readonly Ready[]): string {
  const hash = createHash("sha256");
  for (const { message } of group) hash.update(message.id);
  return `batch-${hash.digest("base64url")}`;
}

function internationalised(message: OutgoingMessage): TransportOutcome {
  const text = "Resend does not take internationalised addresses.";
  return outcome(message, new Date(), { result: "refused", code: 550, enhanced: "5.6.7", text });
}
