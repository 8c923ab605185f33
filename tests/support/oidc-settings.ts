import type { OidcPeer } from "./oidc-provider";

/** Settings of sign-in with this provider, for addresses of acme.test. */
export const oidcSettings = (peer: OidcPeer) => ({
  OIDC_ISSUER: peer.issuer,
  OIDC_CLIENT_ID: peer.clientId,
  OIDC_CLIENT_SECRET: peer.clientSecret,
  OIDC_NAME: "Acme",
  OIDC_ALLOWED_DOMAINS: ["acme.test"],
  OIDC_ISSUER_ALLOWED_DOMAINS: undefined,
  OIDC_ROLES: [],
  OIDC_ONLY: false,
});

type Claims = Record<string, unknown>;

/** What a provider says of somebody whose address it confirms. */
export const vouched = (email: string, more: Claims = {}): Claims => ({
  sub: `sub-${email}`,
  email,
  email_verified: true,
  name: "Sam Person",
  ...more,
});
