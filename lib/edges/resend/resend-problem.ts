import { ApiProblem, type FieldProblem, type ProblemCode } from "@/lib/edges/api/problems";
import { inOneLine } from "@/lib/edges/api/to-problem";

/** A refusal with a name of Resend's own where the table has another one for its kind. */
export class ResendProblem extends ApiProblem {
  readonly status: number;
  readonly resendName: string;

  constructor(status: number, resendName: string, message: string, errors: readonly FieldProblem[] = []) {
    super(status === 404 ? "not_found" : "validation_failed", message, { errors });
    this.status = status;
    this.resendName = resendName;
  }
}

/** How Resend names what went wrong, and with which status: the names are a closed list in its package. */
const names: Readonly<Record<ProblemCode, readonly [status: number, name: string]>> = {
  missing_api_key: [401, "missing_api_key"],
  invalid_api_key: [403, "invalid_api_key"],
  revoked_api_key: [403, "invalid_api_key"],
  expired_api_key: [403, "invalid_api_key"],
  address_not_allowed: [403, "invalid_access"],
  insufficient_scope: [401, "restricted_api_key"],
  forbidden: [403, "invalid_access"],
  unknown_path: [404, "not_found"],
  not_found: [404, "not_found"],
  method_not_allowed: [405, "method_not_allowed"],
  body_too_slow: [408, "application_error"],
  conflict: [403, "validation_error"],
  idempotency_in_progress: [409, "concurrent_idempotent_requests"],
  idempotency_unfinished: [409, "concurrent_idempotent_requests"],
  idempotency_mismatch: [409, "invalid_idempotent_request"],
  invalid_idempotency_key: [400, "invalid_idempotency_key"],
  body_too_large: [413, "validation_error"],
  unsupported_media_type: [415, "validation_error"],
  malformed: [400, "validation_error"],
  invalid_json: [400, "validation_error"],
  preflight_failed: [422, "validation_error"],
  validation_failed: [422, "validation_error"],
  rate_limited: [429, "rate_limit_exceeded"],
  internal: [500, "internal_server_error"],
  unavailable: [503, "application_error"],
};

/** By the first part of the field that is wrong. */
const ofField: ReadonlyMap<string, string> = new Map([
  ["from", "invalid_from_address"],
  ["attachments", "invalid_attachment"],
  ["region", "invalid_region"],
]);

export interface ErrorAnswer {
  statusCode: number;
  name: string;
  message: string;
}

/** What the package hands to its caller as `error`. `noun` is what the operation is about. */
export function errorAnswer(problem: ApiProblem, noun: string | undefined): ErrorAnswer {
  if (problem instanceof ResendProblem)
    return { statusCode: problem.status, name: problem.resendName, message: problem.message };
  const [statusCode, name] = names[problem.code];
  if (problem.code === "not_found") return { statusCode, name, message: `${noun ?? "Resource"} not found` };
  const missing = problem.errors.find(({ code }) => code === "missing");
  if (problem.code === "validation_failed" && missing)
    return { statusCode, name: "missing_required_field", message: `Missing \`${missing.field}\` field.` };
  const [first] = problem.errors;
  const part = /^(?:\d+\.)?(\w+)/.exec(first?.field ?? "")?.[1] ?? "";
  const own = problem.code === "validation_failed" ? ofField.get(part) : undefined;
  // Words that hold for the whole request say less than those about its fields.
  const message = first && !problem.message.includes(first.message) ? inOneLine(problem.errors) : problem.message;
  return { statusCode, name: own ?? name, message };
}
