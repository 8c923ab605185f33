import type { BounceDetails, CanonicalEvent, CanonicalType } from "@/lib/feedback/parse/canonical-event";
import { words } from "@/lib/language/t";
import type { ListAccess } from "./list-access-schema";
import type { ProviderName } from "./schema";
import type { SuppressionList } from "./suppression-list";

/** One call as it came. Header names are lower case; `rawBody` holds the very octets, before any parsing. */
export interface HookRequest {
  method: string;
  /** Path and query, or the whole address. */
  url: string;
  headers: Readonly<Record<string, string>>;
  rawBody: Uint8Array;
  now: Date;
}

/** Why a call is not believed, as stable codes. */
export type CallRefusalReason =
  | "wrong_method"
  | "not_configured"
  | "missing_signature"
  | "bad_signature"
  | "bad_timestamp"
  | "stale_timestamp"
  | "missing_credentials"
  | "bad_credentials"
  | "bad_certificate"
  /** The certificate could not be fetched just now: the one refusal that the provider should try again. */
  | "certificate_unavailable"
  | "wrong_topic"
  | "unreadable";

export interface Verified {
  ok: true;
  /** What the provider says the call is: two calls with the same key are one. Null where it says nothing (then the body decides). */
  dedupeKey: string | null;
}
export interface Refused {
  ok: false;
  refused: CallRefusalReason;
  /** In words, for the list of calls. */
  detail: string;
}
export type CallVerdict = Verified | Refused;

/** What a provider's endpoint was set up with; which of them are set depends on the provider. */
export interface HookSecrets {
  /** Resend: `whsec_…`, several separated by spaces while one is replaced. Mailgun: the webhook signing key. */
  signingSecret?: string | undefined;
  /** SendGrid: base64 of the SubjectPublicKeyInfo, with or without PEM lines. */
  verificationKey?: string | undefined;
  /** Amazon SNS: the topics that may speak here. */
  topicArns?: readonly string[] | undefined;
  /** Basic credentials, for those who sign nothing. */
  username?: string | undefined;
  password?: string | undefined;
}

/** What verifying needs of the world; injected, so that tests need no network. */
export interface VerifyTools {
  /** The text behind an https address of Amazon. */
  fetchText: (url: string) => Promise<string>;
}

/** One fact as a provider tells it, before our message was looked for. */
export interface ProviderEvent {
  type: CanonicalType;
  /** The provider's own word for it, such as `bounce/blocked`. */
  name: string;
  providerEventId: string | null;
  providerMessageId: string | null;
  /** Texts in which our own message id may stand: tags, metadata, custom arguments, headers, return paths. */
  claims: string[];
  recipient: string | null;
  /** Null where the provider does not say; then the time of arrival counts. */
  occurredAt: Date | null;
  bounce?: BounceDetails | undefined;
  visit?: CanonicalEvent["visit"];
  details?: CanonicalEvent["details"];
}

/** Something in a call that is no event about a message: a type we do not know (never guessed), or one that means nothing here. */
export interface Unmapped {
  name: string;
  why: "unknown" | "ignored";
  /** In words. */
  note: string;
}

/** Everything in a call, in its order; nothing is left out. */
export type MappedItem = ({ kind: "event" } & ProviderEvent) | ({ kind: "unmapped" } & Unmapped);

export interface Provider {
  name: ProviderName;
  /** Largest body that is taken. */
  maxBodyBytes: number;
  /** Whether the call comes from the provider's account, over the raw body and before any of it is believed. */
  verify(request: HookRequest, secrets: HookSecrets, tools: VerifyTools): Promise<CallVerdict> | CallVerdict;
  /** The payload. Throws `Unreadable` when the body is cut off or is not in the provider's format. */
  parse(request: Pick<HookRequest, "rawBody" | "headers">): unknown | Promise<unknown>;
  /** The facts in it. Throws `Unreadable` when the payload is not one of the provider's. */
  map(payload: unknown, headers?: Readonly<Record<string, string>>): MappedItem[];
  /** What an address that was turned off answers, so that the provider does not try again. */
  turnedOffStatus: number;
  /** Whether a secret or key that was pasted looks like one that the provider shows. */
  fitsSecret(secret: string): boolean;
  /** The suppression list of an account. Throws `SuppressionListError` where the access lacks something. */
  openSuppressions(access: ListAccess): SuppressionList | Promise<SuppressionList>;
}

/** The body is not what the provider documents: cut off, or something else altogether. */
export class Unreadable extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Unreadable";
  }
}

export const refuse = (refused: CallRefusalReason, detail: string): Refused => ({ ok: false, refused, detail });
export const verified = (dedupeKey: string | null): Verified => ({ ok: true, dedupeKey });

export const event = (values: ProviderEvent): MappedItem => ({ kind: "event", ...values });
export const unknownType = (name: string): MappedItem => ({
  kind: "unmapped",
  name,
  why: "unknown",
  note: words("An event type that is not in our table."),
});
export const ignored = (name: string, note: string): MappedItem => ({ kind: "unmapped", name, why: "ignored", note });
