import { ownTable } from "@/lib/base/text/own-table.shared";
import type { Trouble } from "@/lib/mail/transport";
import type { ResendError } from "./resend-client";

/**
 * What an error of Resend's API means.
 * - `again`: nothing is known for certain, or it is only too early: ask again with the same key.
 * - `slow`: the rate limit; nothing was taken.
 * - `trouble`: nobody's mail gets out; nothing was taken.
 * - `refused`: this request will never be taken.
 * - `known`: the key was used before with other content, so an earlier hand-over of the same message was received.
 */
export type ResendVerdict =
  | { kind: "again" | "slow" | "refused" | "known" }
  | { kind: "trouble"; trouble: Pick<Trouble, "kind" | "retryAfterMs"> };

/** A daily quota renews itself; it is asked for again each hour. */
const QUOTA_AGAIN_MS = 3_600_000;

const trouble = (kind: Trouble["kind"], retryAfterMs: number | null = null): ResendVerdict => ({
  kind: "trouble",
  trouble: { kind, retryAfterMs },
});

/** Error names of Resend (https://resend.com/docs/api-reference/errors). */
const byName: Record<string, ResendVerdict> = ownTable({
  rate_limit_exceeded: { kind: "slow" },
  concurrent_idempotent_requests: { kind: "again" },
  application_error: { kind: "again" },
  internal_server_error: { kind: "again" },
  invalid_idempotent_request: { kind: "known" },
  daily_quota_exceeded: trouble("quota", QUOTA_AGAIN_MS),
  monthly_quota_exceeded: trouble("quota"),
  missing_api_key: trouble("auth"),
  invalid_api_key: trouble("auth"),
  restricted_api_key: trouble("auth"),
  invalid_access: trouble("auth"),
  security_error: trouble("auth"),
  invalid_from_address: trouble("config"),
  invalid_region: trouble("config"),
  not_found: trouble("config"),
  method_not_allowed: trouble("config"),
});

/**
 * Judges an error by its name, and one without a known name by its status. A 403 on an otherwise valid request says that
 * the author's domain is not verified: a person has to act, and every recipient would be refused for it.
 */
export function judgeResendError({ name, status }: Pick<ResendError, "name" | "status">): ResendVerdict {
  if (status === 403 && name === "validation_error") return trouble("config");
  const verdict = byName[name];
  if (verdict) return verdict;
  if (status === 401 || status === 403) return trouble("auth");
  if (status === 429) return { kind: "slow" };
  return { kind: status >= 500 || status === 408 ? "again" : "refused" };
}
