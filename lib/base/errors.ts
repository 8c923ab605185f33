export type ErrorCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "step_up_required"
  | "second_factor_required"
  | "not_found"
  | "conflict"
  | "too_large"
  | "rate_limited"
  | "unavailable"
  | "internal";

/** The one error the product throws on purpose. `message` and `fields` are shown to people; nothing else ever is. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Field path to what is wrong with it, in words. */
  readonly fields?: Record<string, string>;

  /** When to come again, for `rate_limited` and `unavailable`. */
  readonly retrySeconds?: number;

  constructor(code: ErrorCode, message: string, fields?: Record<string, string>, retrySeconds?: number) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.fields = fields;
    this.retrySeconds = retrySeconds;
  }
}

export const invalid = (message: string, fields?: Record<string, string>) => new AppError("invalid", message, fields);
export const notFound = (what: string) => new AppError("not_found", `There is no such ${what}.`);
export const conflict = (message: string) => new AppError("conflict", message);
export const forbidden = (message = "Your role does not allow this.") => new AppError("forbidden", message);
export const unauthenticated = (message = "Sign in first.") => new AppError("unauthenticated", message);
export const rateLimited = (message: string) => new AppError("rate_limited", message);
export const tooLarge = (message: string) => new AppError("too_large", message);
