import type { SESv2Client } from "@aws-sdk/client-sesv2";
import { limitSdkAnswers } from "@/lib/base/outgoing/limit-sdk-answers";
import type {
  MailTransport,
  OutgoingMessage,
  SendOptions,
  TransportFailure,
  TransportOutcome,
} from "@/lib/mail/transport";
import { RequestPacer } from "./http-pacer";
import { outcome, unsent } from "./outcomes";
import { judgeSesError, type SesVerdict } from "./ses-errors";

export interface SesSettings {
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  configurationSetName?: string | undefined;
  tenantName?: string | undefined;
}

export interface SesOptions {
  /** Requests on the wire at once. */
  connections?: number | undefined;
  endpoint?: string | undefined;
}

const REQUESTS = 8;
/** Share of the account's sending rate that is used: other senders of the account need some, and clocks differ. */
const SHARE = 0.9;
/** What the account may do is asked anew after this time. */
const ACCOUNT_MS = 5 * 60_000;
/** Messages a second when the keys may send but not ask what the account may do: new accounts have 14. */
const UNKNOWN_RATE = 10;
const QUOTA_AGAIN_MS = 10 * 60_000;
/** How often one message is asked again after "too fast". */
const SLOW_TRIES = 5;
const SLOW_HOLD_MS = 1000;
/** Lost answers in a row that mean that the way is broken and not the one message. */
const LOST_IN_A_ROW = 3;

/** Opens a way out through Amazon SES. The SDK asks once only: a second try of its own could send twice. */
export function openSes(settings: SesSettings, { connections = REQUESTS, endpoint }: SesOptions = {}): SesTransport {
  return new SesTransport(() => openSdk(settings, connections, endpoint), settings, connections);
}

/** The SDK takes 30 MB: it is loaded by processes that send through SES, and by no others. */
async function openSdk({ region, accessKeyId, secretAccessKey }: SesSettings, connections: number, endpoint?: string) {
  const { GetAccountCommand, SESv2Client, SendEmailCommand } = await import("@aws-sdk/client-sesv2");
  const client = new SESv2Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
    // More sockets than bulk mail uses, for priority mail and the question about the account: a request that waits for a
    // socket would count as not connected.
    requestHandler: {
      connectionTimeout: 15_000,
      requestTimeout: 60_000,
      throwOnRequestTimeout: true,
      httpsAgent: { keepAlive: true, maxSockets: connections + 8 },
      httpAgent: { keepAlive: true, maxSockets: connections + 8 },
    },
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  limitSdkAnswers(client);
  return { client, GetAccountCommand, SendEmailCommand };
}

interface Sdk {
  client: SESv2Client;
  GetAccountCommand: typeof import("@aws-sdk/client-sesv2").GetAccountCommand;
  SendEmailCommand: typeof import("@aws-sdk/client-sesv2").SendEmailCommand;
}

interface Run extends SendOptions {
  queue: OutgoingMessage[];
  failure: TransportFailure | null;
}

/**
 * Sends through the SES v2 API: our own signed message as it is, one request each, within the account's sending rate. SES
 * knows no idempotency key, so a message whose answer is lost is `unconfirmed`.
 */
export class SesTransport implements MailTransport {
  readonly kind = "ses";
  readonly acceptsForRecipient = false;
  #openSdk: () => Promise<Sdk>;
  #sdk: Promise<Sdk> | null = null;
  #settings: SesSettings;
  #pacer = new RequestPacer(UNKNOWN_RATE);
  #connections: number;
  #busy = 0;
  #waiting: (() => void)[] = [];
  #account: { askedAt: number; failure: Promise<TransportFailure | null> } | null = null;
  #lostInARow = 0;

  constructor(openSdk: () => Promise<Sdk>, settings: SesSettings, connections = REQUESTS) {
    this.#openSdk = openSdk;
    this.#settings = settings;
    this.#connections = connections;
  }

  async send(messages: readonly OutgoingMessage[], options: SendOptions): Promise<TransportFailure | null> {
    const run: Run = { ...options, queue: [...messages], failure: await this.#readAccount() };
    const lanes = Math.min(this.#connections, messages.length);
    await Promise.all(Array.from({ length: lanes }, () => this.#lane(run)));
    const why = run.failure?.text ?? "The sending was stopped before this message's turn.";
    for (const message of run.queue) run.onOutcome(unsent(message, why));
    // What was believed about the account is no longer true.
    if (run.failure) this.#account = null;
    return run.failure;
  }

  async close(): Promise<void> {
    const sdk = await this.#sdk?.catch(() => null);
    sdk?.client.destroy();
  }

  #load(): Promise<Sdk> {
    this.#sdk ??= this.#openSdk();
    return this.#sdk;
  }

  async #lane(run: Run): Promise<void> {
    while (run.queue.length > 0 && !run.failure) {
      if (!(await this.#pacer.take({ lane: run.lane ?? "bulk", signal: run.signal }))) return;
      const free = await this.#socket(run.lane);
      try {
        const message = run.failure || run.signal?.aborted ? undefined : run.queue.shift();
        if (message) await this.#handOver(run, message);
      } finally {
        free();
      }
    }
  }

  /** All `send` calls together use `connections` sockets; priority mail waits for none of them. */
  async #socket(lane: SendOptions["lane"]): Promise<() => void> {
    if (lane === "priority") return () => {};
    if (this.#busy >= this.#connections) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#busy += 1;
    return () => {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy -= 1;
    };
  }

  async #handOver(run: Run, message: OutgoingMessage): Promise<void> {
    const startedAt = new Date();
    if (message.smtpUtf8) {
      const text = "Amazon SES does not take internationalised addresses.";
      return run.onOutcome(outcome(message, startedAt, { result: "refused", code: 550, enhanced: "5.6.7", text }));
    }
    if (run.onHandOver?.(message.id) === false) {
      return run.onOutcome(unsent(message, "The right to send this message was lost."));
    }
    const found = await this.#ask(run, message);
    if ("result" in found) {
      this.#countLost(run, found);
      return run.onOutcome(outcome(message, startedAt, found));
    }
    run.failure ??= found.failure;
    const { text } = found.failure;
    const result = found.taken ? "unconfirmed" : "unsent";
    run.onOutcome(outcome(message, startedAt, { result, code: found.code, text }));
  }

  /** One message; asked again for as long as the answer is "too fast", each time more slowly. */
  async #ask(
    run: Run,
    message: OutgoingMessage,
  ): Promise<
    Pick<TransportOutcome, "result" | "code" | "text" | "providerId"> | Extract<SesVerdict, { kind: "failure" }>
  > {
    for (let attempt = 1; ; attempt++) {
      const found = await this.#request(message);
      if (found.kind === "failure") return found;
      if (found.kind === "outcome") return { ...found, providerId: null };
      if (found.kind === "accepted") {
        return { result: "accepted", code: 200, text: "Accepted by Amazon SES", providerId: found.id };
      }
      this.#pacer.setRate(Math.max(1, this.#pacer.perSecond * 0.7));
      this.#pacer.hold(SLOW_HOLD_MS);
      const mayGo = attempt < SLOW_TRIES && (await this.#pacer.take({ lane: run.lane ?? "bulk", signal: run.signal }));
      if (mayGo) continue;
      const failure: TransportFailure = { kind: "throttled", text: found.text, retryAfterMs: null };
      return { kind: "failure", failure, taken: false, code: 429 };
    }
  }

  async #request(message: OutgoingMessage): Promise<SesVerdict | { kind: "accepted"; id: string | null }> {
    const { configurationSetName, tenantName } = this.#settings;
    const { client, SendEmailCommand } = await this.#load();
    const command = new SendEmailCommand({
      Content: { Raw: { Data: message.raw } },
      Destination: { ToAddresses: [message.envelopeTo] },
      EmailTags: [{ Name: "message_id", Value: message.id }],
      ...(configurationSetName && { ConfigurationSetName: configurationSetName }),
      ...(tenantName && { TenantName: tenantName }),
    });
    try {
      const { MessageId } = await client.send(command);
      return { kind: "accepted", id: MessageId ?? null };
    } catch (error) {
      return judgeSesError(error, message.envelopeTo);
    }
  }

  /** One lost answer is about one message; several in a row are about the way. */
  #countLost(run: Run, { result, text }: Pick<TransportOutcome, "result" | "text">): void {
    this.#lostInARow = result === "unconfirmed" ? this.#lostInARow + 1 : 0;
    if (this.#lostInARow < LOST_IN_A_ROW) return;
    this.#lostInARow = 0;
    run.failure ??= { kind: "network", text, retryAfterMs: null };
  }

  /** Asks at most every five minutes what the account may do, and sets the pace by it. */
  #readAccount(): Promise<TransportFailure | null> {
    if (!this.#account || performance.now() - this.#account.askedAt > ACCOUNT_MS) {
      this.#account = { askedAt: performance.now(), failure: this.#askAccount() };
    }
    return this.#account.failure;
  }

  async #askAccount(): Promise<TransportFailure | null> {
    try {
      const { client, GetAccountCommand } = await this.#load();
      const { SendingEnabled, EnforcementStatus, SendQuota } = await client.send(new GetAccountCommand({}));
      const rate = SendQuota?.MaxSendRate ?? UNKNOWN_RATE;
      if (rate > 0) this.#pacer.setRate(rate * SHARE);
      if (SendingEnabled === false || EnforcementStatus === "SHUTDOWN") {
        return { kind: "auth", text: "Amazon SES has stopped this account's sending.", retryAfterMs: null };
      }
      return overQuota(SendQuota?.Max24HourSend, SendQuota?.SentLast24Hours);
    } catch (error) {
      const verdict = judgeSesError(error, "");
      // Keys that may only send are fine: the pace is a careful guess then. Anything else shows when something is sent.
      return verdict.kind === "failure" && verdict.failure.kind !== "auth" ? verdict.failure : null;
    }
  }
}

/** `max` -1: unlimited. */
function overQuota(max = -1, sent = 0): TransportFailure | null {
  if (max < 0 || sent < max) return null;
  const text = `The ${max} messages that Amazon SES allows in 24 hours are used up.`;
  return { kind: "quota", text, retryAfterMs: QUOTA_AGAIN_MS };
}
