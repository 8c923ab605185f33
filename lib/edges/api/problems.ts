/** What a caller of the public API may be told, each by a stable code. The reference shows this table. */
export const problems = {
  missing_api_key: { status: 401, title: "No API key", about: "Send the key as `Authorization: Bearer hm_live_…`." },
  invalid_api_key: {
    status: 401,
    title: "Unknown API key",
    about: "There is no such key, or it was replaced and its overlap is over.",
  },
  revoked_api_key: { status: 401, title: "Revoked API key", about: "Somebody ended the key. Make a new one." },
  expired_api_key: {
    status: 401,
    title: "Expired API key",
    about: "The key was made for a limited time. Make a new one.",
  },
  address_not_allowed: {
    status: 403,
    title: "Address not allowed",
    about: "The key may be used from certain networks only, and this call came from elsewhere.",
  },
  insufficient_scope: { status: 403, title: "Scope missing", about: "The key lacks the scope that `detail` names." },
  forbidden: { status: 403, title: "Not allowed", about: "The key may not do this, whatever its scopes." },
  unknown_path: { status: 404, title: "No such path", about: "Nothing is served at this address." },
  not_found: {
    status: 404,
    title: "Not found",
    about:
      "There is no such thing in the workspace of the key. What belongs to another workspace is answered the same way.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    about: "The header `Allow` names the methods of this path.",
  },
  body_too_slow: { status: 408, title: "Body too slow", about: "The body did not arrive in time." },
  conflict: { status: 409, title: "Conflict", about: "It is taken, over or in another state. `detail` says which." },
  idempotency_in_progress: {
    status: 409,
    title: "Still running",
    about: "A call with this `Idempotency-Key` is being carried out. Ask again after `Retry-After`.",
  },
  body_too_large: { status: 413, title: "Body too large", about: "The body has more bytes than this operation takes." },
  unsupported_media_type: {
    status: 415,
    title: "Wrong content type",
    about: "Send JSON as `Content-Type: application/json`.",
  },
  malformed: { status: 400, title: "Malformed request", about: "The address or the headers are not as HTTP has them." },
  invalid_json: {
    status: 400,
    title: "Broken JSON",
    about: "The body is not JSON, or is packed in a way that is not known.",
  },
  invalid_idempotency_key: {
    status: 400,
    title: "Invalid idempotency key",
    about: "`Idempotency-Key` has 1 to 255 printable ASCII characters.",
  },
  validation_failed: { status: 422, title: "Not valid", about: "`errors` names every field that is wrong, and why." },
  idempotency_mismatch: {
    status: 422,
    title: "Idempotency key used before",
    about: "This `Idempotency-Key` came with another request in the last 24 hours. Use a new one.",
  },
  rate_limited: { status: 429, title: "Too many calls", about: "Ask again after `Retry-After` seconds." },
  internal: {
    status: 500,
    title: "Internal error",
    about: "Something went wrong on our side. It was logged with the request id, and nothing was half-saved.",
  },
  unavailable: { status: 503, title: "Not available now", about: "Ask again later; `Retry-After` may say when." },
} as const satisfies Record<string, { status: number; title: string; about: string }>;
export type ProblemCode = keyof typeof problems;

/** One field that is wrong. */
export interface FieldProblem {
  /** Where, by dots: `fields.shoe_size`, `contacts.3.email`; `body` for the whole of it. */
  field: string;
  /** `unknown`: there is no such value. `missing`: it has to be given. `invalid`: anything else. */
  code: "unknown" | "missing" | "invalid";
  message: string;
}

/** What is thrown to answer with a problem of the table. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { errors?: readonly FieldProblem[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.name = "Problem";
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}
