import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { MailTransport, Outcome, OutgoingMessage, SendOptions, Trouble } from "../transport";
import type { NoAnswer } from "./http-failure";
import { RequestPacer, readRateHeaders } from "./http-pacer";
import { outcome, unsent } from "./outcomes";
import { type BatchAnswer, type ResendAnswer, ResendClient, type ResendEmail, type ResendError } from "./resend-client";
import { judgeResendError, type ResendVerdict } from "./resend-errors";

/** Messages in one request. */
const BATCH = 100;
/** Requests on the wire at once for each `send`; the rate limit is what holds, so more would only wait. */
const REQUESTS = 4;
/** Resend's limit for each team, until its headers say otherwise. */
const PER_SECOND = 5;
/** Waits before the same request is asked again, in milliseconds: a minute in all. */
const ASK_AGAIN_MS = [250, 1000, 3000, 8000, 15_000, 30_000];

/** A peer that asks for a longer wait than this is in trouble. */
const LONGEST_HOLD_MS = 60_000;

/** Requests of one account share its limit, whichever workspace they are for. */
const pacers = new Map<string, RequestPacer>();

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
  trouble: Trouble | null;
}

type Answer = ResendAnswer<{ id: string }> | ResendAnswer<BatchAnswer>;

/** The last answer to a request, and whether an earlier try of it may have been taken unnoticed. */
interface Found {
  answer: Answer;
  mayBeTaken: boolean;
}

/**
 * Sends through Resend's API, which composes and signs the message itself. How nothing is sent twice:
 * - New messages go in batches. The key of a batch is made of its members; a lost answer is asked for again at once, with
 *   the same key and the same content, for about a minute. After that its messages are `unconfirmed`: composed anew they
 *   would be in another batch with another key, which Resend could not recognise.
 * - A message that was handed over before (`again`) goes alone, with its own id as key. Resend keeps keys for 24 hours, so
 *   what it has taken already is answered with the first id, or, when the content has changed, refused as a reuse of the
 *   key and then `unconfirmed`. So a lone message whose answer is lost is `deferred`: asking later is safe.
 * - After a lost answer messages go one at a time until one is accepted: an outage leaves few open questions.
 * An error of the whole account becomes `Trouble` and leaves the messages `unsent`.
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

  async send(messages: readonly OutgoingMessage[], options: SendOptions): Promise<Trouble | null> {
    const run: Run = { ...options, queue: [], announced: new Set(), trouble: null };
    for (const message of messages) {
      if (message.smtpUtf8) run.onOutcome(internationalised(message));
      else run.queue.push(message);
    }
    const lanes = Math.min(this.#requests, Math.ceil(run.queue.length / BATCH) || 1);
    await Promise.all(Array.from({ length: lanes }, () => this.#lane(run)));
    const why = run.trouble?.text ?? "The sending was stopped before this message's turn.";
    for (const message of run.queue) run.onOutcome(unsent(message, why));
    return run.trouble;
  }

  async close(): Promise<void> {}

  async #lane(run: Run): Promise<void> {
    while (run.queue.length > 0 && !run.trouble) {
      if (!(await this.#pacer.take({ lane: run.lane ?? "bulk", signal: run.signal }))) return;
      const group = this.#nextGroup(run);
      if (group.length > 0) await this.#handOver(run, group);
    }
  }

  /** The next messages for one request: new ones together, one that was handed over before alone. */
  #nextGroup(run: Run): OutgoingMessage[] {
    const size = this.#shaky ? 1 : BATCH;
    const group: OutgoingMessage[] = [];
    for (let next = run.queue[0]; next && group.length < size; next = run.queue[0]) {
      if (next.again && group.length > 0) break;
      run.queue.shift();
      if (announce(run, next)) group.push(next);
      if (next.again && group.length > 0) break;
    }
    return group;
  }

  async #handOver(run: Run, group: readonly OutgoingMessage[]): Promise<void> {
    const startedAt = new Date();
    const emails = group.map(emailOf);
    const [only] = emails;
    const key = group.length === 1 && group[0] ? group[0].id : batchKey(group);
    const ask: () => Promise<Answer> =
      emails.length === 1 && only ? () => this.#client.sendOne(only, key) : () => this.#client.sendBatch(emails, key);
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
    const words = readRateHeaders(answer.headers);
    if (words.perSecond !== null) this.#pacer.setRate(words.perSecond);
    if (words.remaining === 0 && words.resetMs !== null) this.#pacer.hold(words.resetMs);
    const planned = this.#askAgainMs[attempt];
    if (!answer.error || planned === undefined) return null;
    if (!("name" in answer.error)) return mayBeTaken ? planned : null;
    const verdict = judgeResendError(answer.error);
    if (verdict.kind === "slow") {
      const asked = words.retryAfterMs ?? words.resetMs ?? planned;
      if (asked > LONGEST_HOLD_MS) return null;
      this.#pacer.hold(asked);
      return 0;
    }
    return verdict.kind === "again" ? planned : null;
  }

  #settle(run: Run, group: readonly OutgoingMessage[], startedAt: Date, { answer, mayBeTaken }: Found): void {
    if (!answer.error) {
      this.#shaky = false;
      settleAccepted(run, group, startedAt, "id" in answer.data ? { data: [answer.data] } : answer.data);
      return;
    }
    const { code, text, verdict } = readFailure(answer.error);
    if (verdict?.kind === "refused" && group.length > 1) {
      oneByOne(run, group);
      return;
    }
    const lost = group.length === 1 ? "deferred" : "unconfirmed";
    const about = verdict?.kind === "refused" ? "refused" : verdict?.kind === "known" ? "unconfirmed" : null;
    if (about === null) {
      run.trouble ??= troubleOf(verdict, text, answer.headers);
      this.#shaky ||= mayBeTaken;
    }
    const result = about ?? (mayBeTaken ? lost : "unsent");
    for (const each of group) run.onOutcome(outcome(each, startedAt, { result, code, text }));
  }
}

function readFailure(error: ResendError | NoAnswer): {
  code: number | null;
  text: string;
  verdict: ResendVerdict | null;
} {
  if (!("name" in error)) return { code: null, text: error.text, verdict: null };
  return { code: error.status, text: `${error.name}: ${error.message}`, verdict: judgeResendError(error) };
}

/** Says that a message is about to leave, once; false when it may not any more, and then it has its outcome. */
function announce(run: Run, message: OutgoingMessage): boolean {
  if (run.announced.has(message.id)) return true;
  run.announced.add(message.id);
  if (run.onHandOver?.(message.id) !== false) return true;
  run.onOutcome(unsent(message, "The right to send this message was lost."));
  return false;
}

function troubleOf(verdict: ResendVerdict | null, text: string, headers: Record<string, string> | null): Trouble {
  const { retryAfterMs } = readRateHeaders(headers);
  if (verdict?.kind === "slow") return { kind: "throttled", text, retryAfterMs };
  if (verdict?.kind !== "trouble") return { kind: "network", text: `No answer from Resend: ${text}`, retryAfterMs };
  const own = verdict.trouble.retryAfterMs;
  return { kind: verdict.trouble.kind, text, retryAfterMs: own === null ? null : Math.max(own, retryAfterMs ?? 0) };
}

/** A batch that was refused as a whole took nothing: each message for itself says which one it was. */
function oneByOne(run: Run, group: readonly OutgoingMessage[]): void {
  run.queue.unshift(...group.map((message) => ({ ...message, again: true })));
}

/** Whether the request may have been taken although there is no good answer. */
function couldBeTaken(answer: Answer): boolean {
  if (!answer.error) return true;
  if (!("name" in answer.error)) return answer.error.mayHaveLeft;
  return judgeResendError(answer.error).kind === "again";
}

function settleAccepted(run: Run, group: readonly OutgoingMessage[], startedAt: Date, answer: BatchAnswer): void {
  const refused = new Map((answer.errors ?? []).map((error) => [error.index, error.message]));
  const ids = Array.isArray(answer.data) ? answer.data.filter((each) => each?.id) : [];
  // Ids come in the order of the request without those refused. With any other count nobody can say whose they are.
  const matches = ids.length === group.length - refused.size;
  for (const [index, message] of group.entries()) {
    const words = refused.get(index);
    if (words !== undefined) {
      run.onOutcome(outcome(message, startedAt, { result: "refused", code: 422, text: words }));
    } else if (matches) {
      const providerId = ids.shift()?.id ?? null;
      run.onOutcome(
        outcome(message, startedAt, { result: "accepted", code: 200, text: "Accepted by Resend", providerId }),
      );
    } else {
      const text = "Resend's answer does not say whether it took this message.";
      run.onOutcome(outcome(message, startedAt, { result: "unconfirmed", code: 200, text }));
    }
  }
}

function emailOf(message: OutgoingMessage): ResendEmail {
  const { to, from, replyTo, subject, html, text, headers } = message.parts();
  const tags = [{ name: "message_id", value: message.id }];
  return { to, from, subject, html, text, headers, tags, ...(replyTo ? { replyTo } : {}) };
}

/** The same members in the same order have the same key. */
function batchKey(group: readonly OutgoingMessage[]): string {
  const hash = createHash("sha256");
  for (const message of group) hash.update(message.id);
  return `batch-${hash.digest("base64url")}`;
}

function internationalised(message: OutgoingMessage): Outcome {
  const text = "Resend does not take internationalised addresses.";
  return outcome(message, new Date(), { result: "refused", code: 550, enhanced: "5.6.7", text });
}
