import { ownTable } from "@/lib/base/text/own-table.shared";
import type { TransportFailure, TransportOutcome } from "@/lib/mail/transport";
import { readNoAnswer } from "./http-failure";

/**
 * What a failed `SendEmail` means.
 * - `slow`: over the sending rate; nothing was taken, the same message may be asked again.
 * - `failure`: nobody's mail gets out; `taken` says whether this message may have been taken all the same.
 * - `outcome`: about this message alone.
 */
export type SesVerdict =
  | { kind: "slow"; text: string }
  | { kind: "failure"; failure: TransportFailure; taken: boolean; code: number | null }
  | {
      kind: "outcome";
      result: Extract<TransportOutcome["result"], "refused" | "unconfirmed">;
      code: number | null;
      text: string;
    };

/** SES drops what is over the daily quota; the 24 hours roll, so room comes back bit by bit. */
const QUOTA_AGAIN_MS = 10 * 60_000;

const byName: Record<string, TransportFailure["kind"]> = ownTable({
  MailFromDomainNotVerifiedException: "config",
  NotFoundException: "config",
  SendingPausedException: "auth",
  AccountSuspendedException: "auth",
  LimitExceededException: "quota",
  UnrecognizedClientException: "auth",
  InvalidClientTokenId: "auth",
  InvalidClientTokenIdException: "auth",
  InvalidSignatureException: "auth",
  SignatureDoesNotMatch: "auth",
  IncompleteSignature: "auth",
  IncompleteSignatureException: "auth",
  MissingAuthenticationToken: "auth",
  MissingAuthenticationTokenException: "auth",
  AccessDeniedException: "auth",
  ExpiredTokenException: "auth",
  OptInRequired: "auth",
  RequestExpired: "config",
});

const SLOW = new Set(["TooManyRequestsException", "ThrottlingException", "Throttling", "RequestLimitExceeded"]);

/**
 * Judges what `SendEmail` threw. SES knows no idempotency key: an answer that was lost, and a 500, 502 or 504, leave it
 * open whether the message was taken, so it is `unconfirmed`. A 503 says that it was not.
 */
export function judgeSesError(error: unknown, to: string): SesVerdict {
  const { name, message, status } = readServiceError(error);
  const text = status === null ? message : `${name}: ${message}`;
  const failure = (kind: TransportFailure["kind"], taken = false, retryAfterMs: number | null = null): SesVerdict => ({
    kind: "failure",
    failure: { kind, text, retryAfterMs },
    taken,
    code: status,
  });
  if (status === null) return judgeNoAnswer(error);
  if (SLOW.has(name) || status === 429) {
    return /daily/i.test(message) ? failure("quota", false, QUOTA_AGAIN_MS) : { kind: "slow", text };
  }
  const known = byName[name];
  if (known) return failure(known);
  if (aboutSettings(message, to)) return failure("config");
  if (status === 401 || status === 403) return failure("auth");
  if (status === 503) return failure("network");
  if (status >= 500) return failure("network", true);
  return { kind: "outcome", result: "refused", code: status, text };
}

function judgeNoAnswer(error: unknown): SesVerdict {
  const { mayHaveLeft, text } = readNoAnswer(error);
  if (mayHaveLeft)
    return { kind: "outcome", result: "unconfirmed", code: null, text: `No answer from Amazon SES: ${text}` };
  const failure: TransportFailure = {
    kind: "network",
    text: `Amazon SES cannot be reached: ${text}`,
    retryAfterMs: null,
  };
  return { kind: "failure", failure, taken: false, code: null };
}

/**
 * `MessageRejected` and `BadRequestException` may also speak of what is the same for every message: an author's address
 * that is not verified, a configuration set or a tenant that does not exist. In the sandbox it may be the recipient's
 * address that is not verified, which is about this message alone.
 */
function aboutSettings(message: string, to: string): boolean {
  if (/configuration set|tenant/i.test(message)) return true;
  return /not verified/i.test(message) && !message.toLowerCase().includes(to.toLowerCase());
}

function readServiceError(error: unknown): { name: string; message: string; status: number | null } {
  const { name, message, $metadata } = (error ?? {}) as {
    name?: string;
    message?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode ?? null;
  return { name: name ?? "Error", message: message || "no words", status };
}
