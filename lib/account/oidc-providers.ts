import { env } from "@/lib/base/env";

export type OidcKind = "google" | "microsoft" | "oidc";

export interface OidcProvider {
  /** In the addresses /api/auth/signin/ID and /api/auth/callback/ID. */
  id: OidcKind;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Of the email addresses that it is believed for. */
  domains: readonly string[];
  /**
   * Whether it asks somebody anew who they are when we want that (`prompt=login`, `max_age`). Google "does not support Google
   * Account re-authentication requests": https://developers.google.com/identity/siwg/security-bundle
   */
  asksAnew: boolean;
}

type Candidate = Pick<OidcProvider, "id" | "name"> &
  Partial<Pick<OidcProvider, "clientId" | "clientSecret" | "issuer">> & { own: readonly string[] | undefined };

/** The OpenID providers that the settings name. */
export function oidcProviders(): OidcProvider[] {
  const tenant = env.OIDC_MICROSOFT_TENANT;
  const shared = env.OIDC_ALLOWED_DOMAINS ?? [];
  const candidates: Candidate[] = [
    {
      id: "google",
      name: "Google",
      issuer: "https://accounts.google.com",
      clientId: env.OIDC_GOOGLE_CLIENT_ID,
      clientSecret: env.OIDC_GOOGLE_CLIENT_SECRET,
      own: env.OIDC_GOOGLE_ALLOWED_DOMAINS,
    },
    {
      id: "microsoft",
      name: "Microsoft",
      issuer: tenant && `https://login.microsoftonline.com/${tenant}/v2.0`,
      clientId: env.OIDC_MICROSOFT_CLIENT_ID,
      clientSecret: env.OIDC_MICROSOFT_CLIENT_SECRET,
      own: env.OIDC_MICROSOFT_ALLOWED_DOMAINS,
    },
    {
      id: "oidc",
      name: env.OIDC_NAME,
      issuer: env.OIDC_ISSUER,
      clientId: env.OIDC_CLIENT_ID,
      clientSecret: env.OIDC_CLIENT_SECRET,
      own: env.OIDC_ISSUER_ALLOWED_DOMAINS,
    },
  ];
  return candidates.flatMap(({ own, issuer, clientId, clientSecret, ...named }) =>
    issuer && clientId && clientSecret
      ? [{ ...named, issuer, clientId, clientSecret, domains: own ?? shared, asksAnew: named.id !== "google" }]
      : [],
  );
}

/** What people call the provider of an issuer: its host where it is not in the settings any more. */
export function providerName(issuer: string): string {
  const known = oidcProviders().find((provider) => provider.issuer === issuer);
  return known?.name ?? (URL.canParse(issuer) ? new URL(issuer).host : issuer);
}

/**
 * What the operator should know about the domains of several providers, null when there is nothing: the one list of
 * OIDC_ALLOWED_DOMAINS lets each of them say who somebody of these domains is.
 */
export function sharedDomainsWarning(): string | null {
  const without = oidcProviders().filter(({ domains }) => domains === env.OIDC_ALLOWED_DOMAINS);
  if (without.length < 2) return null;
  const names = without.map(({ name }) => name).join(" and ");
  return `OIDC_ALLOWED_DOMAINS is one list for ${names}: each is believed for all of it. Give each its own with ${without
    .map(({ id }) => ownDomainsSetting[id])
    .join(" and ")}.`;
}

const ownDomainsSetting: Record<OidcKind, string> = {
  google: "OIDC_GOOGLE_ALLOWED_DOMAINS",
  microsoft: "OIDC_MICROSOFT_ALLOWED_DOMAINS",
  oidc: "OIDC_ISSUER_ALLOWED_DOMAINS",
};
