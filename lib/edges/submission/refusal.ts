/** Why a mail is not taken, as the client hears it: an SMTP reply with its enhanced status code (RFC 3463). */
export class Refusal extends Error {
  override name = "Refusal";
  /** By it smtp-server answers. */
  readonly responseCode: number;
  /** A stable word for it in the log of a key's calls. */
  readonly problem: string;

  constructor(responseCode: number, problem: string, text: string) {
    super(text);
    this.responseCode = responseCode;
    this.problem = problem;
  }
}

export const refusals = {
  unknownKey: () => new Refusal(535, "invalid_api_key", "5.7.8 There is no such API key"),
  revokedKey: () => new Refusal(535, "revoked_api_key", "5.7.8 This API key was revoked"),
  expiredKey: () => new Refusal(535, "expired_api_key", "5.7.8 The time of this API key is over"),
  otherAddress: () => new Refusal(535, "address_not_allowed", "5.7.1 This API key may not be used from this address"),
  noScope: () => new Refusal(535, "insufficient_scope", "5.7.1 This API key lacks the scope emails.send"),
  keyEnded: () => new Refusal(421, "invalid_api_key", "4.7.0 The API key of this connection does not hold any more"),
  tooManyTries: () => new Refusal(421, "invalid_api_key", "4.7.0 Too many failed sign-ins"),
  cannotAsk: () => new Refusal(454, "unavailable", "4.7.0 Sign-in is not possible at the moment, try again"),
  tooManyConnections: () => new Refusal(421, "rate_limited", "4.7.0 Too many connections, try again later"),
  notNear: () => new Refusal(421, "address_not_allowed", "4.7.0 This port is for private networks only"),
  rate: (quota: number) =>
    new Refusal(
      451,
      "rate_limited",
      `4.7.1 This API key has sent its ${quota} mails of this minute, try again in the next`,
    ),
  full: () => new Refusal(452, "unavailable", "4.3.1 Too much at once, try again later"),
  tooManyRecipients: (most: number) =>
    new Refusal(452, "too_many_recipients", `4.5.3 Too many recipients: one mail takes ${most}`),
  badRecipient: (why: string) => new Refusal(553, "invalid_recipient", `5.1.3 ${why}`),
  tooLarge: (most: number) => new Refusal(552, "body_too_large", `5.3.4 Message too large: at most ${most} octets`),
  notKept: () => new Refusal(451, "unavailable", "4.3.0 The mail cannot be kept at the moment, try again"),
  unreadable: (why: string) => new Refusal(550, "malformed", `5.6.0 ${why}`),
  badHeader: (name: string, why: string) => new Refusal(550, "validation_failed", `5.6.0 ${name}: ${why}`),
  notAllowed: (why: string) => new Refusal(550, "forbidden", `5.7.1 ${why}`),
  conflict: (why: string) => new Refusal(550, "idempotency_mismatch", `5.5.0 ${why}`),
  inProgress: () => new Refusal(451, "idempotency_in_progress", "4.5.0 A mail with this key is being taken, try again"),
} as const;
