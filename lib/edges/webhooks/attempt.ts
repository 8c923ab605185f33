import { type OutgoingFetch, type OutgoingRequest, outgoingFetch } from "@/lib/base/outgoing/outgoing-fetch";
import { Unreachable } from "@/lib/base/outgoing/route";
import { words } from "@/lib/language/t";
import { storableText } from "@/lib/mail/read/storable-text";
import { retryAfterMs } from "./schedule";
import { signedHeaders } from "./sign";
import { type DeliveryTry, KEPT_ANSWER_BYTES } from "./tries";
import { refusedAnswer } from "./try-problem.shared";

/** For the whole of a try: finding the server, connecting and answering. `wordsFor` names it. */
const TIMEOUT_MS = 15_000;
const USER_AGENT = "Homing-Webhooks/1";
/** Headers of an answer that are kept. */
const MOST_HEADERS = 20;
const HEADER_LENGTH = 200;
/** Octets of what is said about a certificate: names in it are the other side's. */
const KEPT_WORDS = 200;

export interface Target {
  url: string;
  /** The newest first. */
  secrets: readonly string[];
}

export interface Outcome {
  log: DeliveryTry;
  /** What the other side asks to wait, in milliseconds. */
  askedMs: number | null;
}

/** What the world is reached by; tests put other things in. */
export interface WebhookReach {
  fetch?: OutgoingFetch;
  connections?: OutgoingRequest["connections"];
  now?: () => Date;
}

/** Posts an event once, signed for this moment. Never throws: what went wrong stands in the answer. `id` is public. */
export async function attempt(
  target: Target,
  event: { id: string; body: string },
  reach: WebhookReach = {},
): Promise<Outcome> {
  const now = reach.now ?? (() => new Date());
  const at = now();
  const signed = signedHeaders({ ...event, at }, target.secrets);
  const startedAt = performance.now();
  const told = (rest: Pick<DeliveryTry, "statusCode" | "error" | "answer">): DeliveryTry => ({
    at: at.toISOString(),
    url: target.url,
    signature: signed["webhook-signature"] ?? "",
    tookMs: Math.round(performance.now() - startedAt),
    ...rest,
  });
  try {
    const response = await (reach.fetch ?? outgoingFetch)(target.url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": USER_AGENT, ...signed },
      body: event.body,
      timeoutMs: TIMEOUT_MS,
      beginningBytes: KEPT_ANSWER_BYTES,
      connections: reach.connections,
    });
    const { status: statusCode } = response;
    const answer = {
      headers: headersOf(response.headers),
      body: storableText(await response.text(), KEPT_ANSWER_BYTES),
    };
    return {
      log: told({ statusCode, error: refusedAnswer(statusCode), answer }),
      askedMs: retryAfterMs(response.headers.get("retry-after"), now()),
    };
  } catch (error) {
    return { log: told({ statusCode: null, error: wordsFor(error), answer: null }), askedMs: null };
  }
}

/** Codes of OpenSSL and Node for what is wrong with a certificate or its name. */
const ofCertificate = /CERT|^UNABLE_TO_/;

function wordsFor(error: unknown): string {
  if (error instanceof Unreachable) return error.message;
  if (error instanceof Error && error.name === "TimeoutError") return words("It did not answer within 15 seconds.");
  if (error instanceof Error && ofCertificate.test((error as NodeJS.ErrnoException).code ?? ""))
    return `Its certificate is not trusted: ${storableText(error.message, KEPT_WORDS)}.`;
  return words("The connection broke before an answer came.");
}

function headersOf(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].slice(0, MOST_HEADERS).map(([name, value]) => [name, storableText(value, HEADER_LENGTH)]),
  );
}
