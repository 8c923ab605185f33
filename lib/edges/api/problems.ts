interface ProblemText {
  status: number;
  title: string;
  about: string;
}

/** Those of one status, each with its title and what it is about. */
const of = <Code extends string>(
  status: number,
  texts: Readonly<Record<Code, readonly [title: string, about: string]>>,
) =>
  Object.fromEntries(
    Object.entries<readonly [string, string]>(texts).map(([code, [title, about]]) => [code, { status, title, about }]),
  ) as Record<Code, ProblemText>;

/** What a caller of the public API may be told, each by a stable code. The reference shows this table. */
export const problems = {
  ...of(401, {
    missing_api_key: ["No API key", "Send the key as `Authorization: Bearer hm_live_…`."],
    invalid_api_key: ["Unknown API key", "There is no such key, or it was replaced and its overlap is over."],
    revoked_api_key: ["Revoked API key", "Somebody ended the key. Make a new one."],
    expired_api_key: ["Expired API key", "The key was made for a limited time. Make a new one."],
  }),
  ...of(403, {
    address_not_allowed: [
      "Address not allowed",
      "The key may be used from certain networks only, and this call came from elsewhere.",
    ],
    insufficient_scope: ["Scope missing", "The key lacks the scope that `detail` names."],
    forbidden: ["Not allowed", "The key may not do this, whatever its scopes."],
  }),
  ...of(404, {
    unknown_path: ["No such path", "Nothing is served at this address."],
    not_found: [
      "Not found",
      "There is no such thing in the workspace of the key. What belongs to another workspace is answered the same way.",
    ],
  }),
  ...of(405, {
    method_not_allowed: ["Method not allowed", "The header `Allow` names the methods of this path."],
  }),
  ...of(408, {
    body_too_slow: ["Body too slow", "The body did not arrive in time."],
  }),
  ...of(409, {
    conflict: ["Conflict", "It is taken, over or in another state. `detail` says which."],
    idempotency_in_progress: [
      "Still running",
      "A call with this `Idempotency-Key` is being carried out. Ask again after `Retry-After`.",
    ],
    idempotency_unfinished: [
      "Begun, and no end known",
      "A call with this `Idempotency-Key` was begun and broke off. Look whether it took effect; to carry it out again, use a new key.",
    ],
  }),
  ...of(413, {
    body_too_large: ["Body too large", "The body has more bytes than this operation takes."],
  }),
  ...of(415, {
    unsupported_media_type: ["Wrong content type", "Send JSON as `Content-Type: application/json`."],
  }),
  ...of(400, {
    malformed: ["Malformed request", "The address or the headers are not as HTTP has them."],
    invalid_json: ["Broken JSON", "The body is not JSON, or is packed in a way that is not known."],
    invalid_idempotency_key: ["Invalid idempotency key", "`Idempotency-Key` has 1 to 255 printable ASCII characters."],
  }),
  ...of(422, {
    validation_failed: ["Not valid", "`errors` names every field that is wrong, and why."],
    preflight_failed: [
      "Not ready to be sent",
      "The pre-flight found what stops the campaign: `field` of each of `errors` is the code of a finding, such as `sender_missing`.",
    ],
    idempotency_mismatch: [
      "Idempotency key used before",
      "This `Idempotency-Key` came with another request in the last 24 hours. Use a new one.",
    ],
  }),
  ...of(429, {
    rate_limited: ["Too many calls", "Ask again after `Retry-After` seconds."],
  }),
  ...of(500, {
    internal: [
      "Internal error",
      "Something went wrong on our side. It was logged with the request id, and nothing was half-saved.",
    ],
  }),
  ...of(503, {
    unavailable: ["Not available now", "Ask again later; `Retry-After` may say when."],
  }),
};
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
