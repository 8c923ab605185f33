import { ownTable } from "@/lib/base/text/own-table.shared";
import type { TransportFailure } from "@/lib/mail/transport";
import type { ResendError } from "./resend-client";

/**
 * What an error of Resend's API means.
 * - `again`: nothing is known for certain, or it is only too early: ask again with the same key.
 * - `slow`: the rate limit; nothing was taken.
 * - `failure`: nobody's mail gets out; nothing was taken.
 * - `refused`: this request will never be taken.
 * - `known`: the key was used before with other content, so an earlier hand-over of the same message was received.
 */
export type ResendVerdict =
  | { kind: "again" | "slow" | "refused" | "known" }
  | { kind: "failure"; failure: Pick<TransportFailure, "kind" | "retryAfterMs"> };

/** A daily quota renews itself; it is asked for again each hour. */
const QUOTA_AGAIN_MS = 3_600_000;

const failure = (kind: TransportFailure["kind"], retryAfterMs: number | null = null): ResendVerdict => ({
  kind: "failure",
  failure: { kind, retryAfterMs },
});

/** Error names of Resend (https://resend.com/docs/api-reference/errors). */
const byName: Record<string, ResendVerdict> = ownTable({
  rate_limit_exceeded: { kind: "slow" },
  concurrent_idempotent_requests: { kind: "again" },
  application_error: { kind: "again" },
  internal_server_error: { kind: "again" },
  invalid_idempotent_request: { kind: "known" },
  daily_quota_exceeded: failure("quota", QUOTA_AGAIN_MS),
  monthly_quota_exceeded: failure("quota"),
  missing_api_key: failure("auth"),
  invalid_api_key: failure("auth"),
  restricted_api_key: failure("auth"),
  invalid_access: failure("auth"),
  security_error: failure("auth"),
  invalid_from_address: failure("config"),
  invalid_region: failure("config"),
  not_found: failure("config"),
  method_not_allowed: failure("config"),
});

/**
 * Judges an error by its name, and one without a known name by its status. A 403 on an otherwise valid request says that
 * the author's domain is not verified: a person has to act, and every recipient would be refused for it.
 */
export function judgeResendError({ name, status }: Pick<ResendError, "name" | "status">): ResendVerdict {
  if (status === 403 && name === "validation_error") return failure("config");
  const verdict = byName[name];
  if (verdict) return verdict;
  if (status === 401 || status === 403) return failure("auth");
  if (status === 429) return { kind: "slow" };
  return { kind: status >= 500 || status === 408 ? "again" : "refused" };
}
