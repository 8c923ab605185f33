import { ZodError } from "zod";
import { isGone, refusedFor } from "@/lib/base/db/sql-state";
import { AppError, type ErrorCode } from "@/lib/base/errors";
import { createLog } from "@/lib/base/log";
import { maybeMsg, t } from "@/lib/language/t";
import { fieldWords } from "./field-words";
import "./plain-issues";

/** The one table from error codes to HTTP. */
export const statusOf: Record<ErrorCode, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  step_up_required: 403,
  second_factor_required: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

const log = createLog({ part: "http" });

/** What went wrong as an AppError: zod's findings become fields, anything unknown becomes `internal` without its words. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) {
    // Without a prototype: a value can be called `constructor`.
    const fields = Object.create(null) as Record<string, string>;
    for (const issue of error.issues) {
      // A value that nobody stores is refused, so that no answer says it was.
      const unknown = issue.code === "unrecognized_keys" ? issue.keys : [];
      for (const key of unknown) fields[[...issue.path, key].join(".")] ??= t("There is no such value here.");
      if (unknown.length === 0) fields[issue.path.join(".") || "body"] ??= t(maybeMsg(issue.message));
    }
    const [field, text] = Object.entries(fields)[0] ?? ["body", t("This is not valid.")];
    return new AppError(
      "invalid",
      field === "body" ? text : t("{field}: {problem}", { field: fieldWords(field), problem: text }),
      fields,
    );
  }
  if (refusedFor(error, "queryCanceled")) {
    return new AppError("unavailable", t("This question takes too long. Narrow it and try again."));
  }
  if (refusedFor(error, "uniqueViolation"))
    return new AppError("conflict", t("This exists already. Nothing was changed."));
  if (isGone(error))
    return new AppError("not_found", t("This is not here any more. Somebody else may have deleted it."));
  return new AppError("internal", t("Something went wrong on our side. It was logged; nothing was half-saved."));
}

/** `{ error: { code, message, fields? } }` with the status of the table. Unknown errors are logged whole. */
export function errorResponse(error: unknown): Response {
  const known = toAppError(error);
  if (known.code === "internal") log.error("request failed", { error });
  const { code, message, fields } = known;
  return Response.json(
    { error: { code, message, ...(fields && { fields }) } },
    {
      status: statusOf[code],
      headers: {
        "cache-control": "no-store",
        ...(known.retrySeconds && { "retry-after": String(known.retrySeconds) }),
      },
    },
  );
}
