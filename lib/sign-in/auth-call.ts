import type { OidcAsk } from "./oidc-ask";
import type { OidcMetadata } from "./oidc-metadata";

/** What a call to next-auth has to do besides: cookies of our own that its callbacks set. */
export interface AuthCall {
  headers: Headers;
  /** Set-Cookie headers to add to the answer. */
  setCookies: string[];
  /** On the way to a provider or back: which, its metadata, and what somebody who is signed in goes there for. */
  oidc?: { id: string; metadata: OidcMetadata; ask: OidcAsk | null };
}
