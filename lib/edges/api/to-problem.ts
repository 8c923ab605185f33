import { ZodError } from "zod";
import type { ErrorCode } from "@/lib/base/errors";
import { toAppError } from "@/lib/base/http/error-response";
import { PreflightFailed } from "@/lib/campaigns/lifecycle/require-preflight";
import { ApiProblem, type FieldProblem, type ProblemCode } from "./problems";
import { nameGiven, snakePath } from "./snake-case";

const codes: Readonly<Record<ErrorCode, ProblemCode>> = {
  invalid: "validation_failed",
  unauthenticated: "missing_api_key",
  forbidden: "forbidden",
  step_up_required: "forbidden",
  second_factor_required: "forbidden",
  not_found: "not_found",
  conflict: "conflict",
  too_large: "body_too_large",
  rate_limited: "rate_limited",
  unavailable: "unavailable",
  internal: "internal",
};

/** Whatever was thrown as a problem of the table; what is not meant for callers becomes `internal` without its words. */
export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  if (error instanceof ZodError) {
    const errors = fieldProblems(error);
    return new ApiProblem("validation_failed", inOneLine(errors), { errors });
  }
  const { code, message, fields = {}, retrySeconds } = toAppError(error);
  const isPreflight = error instanceof PreflightFailed;
  const errors = Object.entries(fields).map(([field, text]) => ({
    field: isPreflight ? field : snakePath(field),
    code: "invalid" as const,
    message: text,
  }));
  const headers: Record<string, string> = retrySeconds === undefined ? {} : { "retry-after": String(retrySeconds) };
  return new ApiProblem(isPreflight ? "preflight_failed" : codes[code], message, { errors, headers });
}

/** All findings of zod, each with the path of its field; what is missing is known by `reportInput`. */
export function fieldProblems(error: ZodError): FieldProblem[] {
  return error.issues.flatMap((issue): FieldProblem[] => {
    const at = issue.path;
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        field: [...(at.length > 0 ? [pathText(at)] : []), nameGiven(key)].join("."),
        code: "unknown",
        message: "There is no such value here.",
      }));
    }
    const isMissing = "input" in issue && issue.input === undefined;
    if (isMissing) return [{ field: pathText(at), code: "missing", message: "This has to be given." }];
    return [{ field: pathText(at), code: "invalid", message: issue.message }];
  });
}

const pathText = (path: readonly PropertyKey[]) => snakePath(path.map(String).join(".")) || "body";

export const inOneLine = ([first, ...rest]: readonly FieldProblem[]): string => {
  const text = first ? `${first.field}: ${first.message}` : "The request is not valid.";
  return rest.length > 0 ? `${text} (and ${rest.length} more)` : text;
};
