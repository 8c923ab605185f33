import { env } from "@/lib/base/env";

export type OidcKind = "google" | "microsoft" | "oidc";

export interface OidcProvider {
  /** In the addresses /api/auth/signin/ID and /api/auth/callback/ID. */
  id: OidcKind;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
}

type Candidate = Omit<OidcProvider, "clientId" | "clientSecret" | "issuer"> &
  Partial<Pick<OidcProvider, "clientId" | "clientSecret" | "issuer">>;

/** The OpenID providers that the settings name. */
export function oidcProviders(): OidcProvider[] {
  const tenant = env.OIDC_MICROSOFT_TENANT;
  const candidates: Candidate[] = [
    {
      id: "google",
      name: "Google",
      issuer: "https://accounts.google.com",
      clientId: env.OIDC_GOOGLE_CLIENT_ID,
      clientSecret: env.OIDC_GOOGLE_CLIENT_SECRET,
    },
    {
      id: "microsoft",
      name: "Microsoft",
      issuer: tenant && `https://login.microsoftonline.com/${tenant}/v2.0`,
      clientId: env.OIDC_MICROSOFT_CLIENT_ID,
      clientSecret: env.OIDC_MICROSOFT_CLIENT_SECRET,
    },
    {
      id: "oidc",
      name: env.OIDC_NAME,
      issuer: env.OIDC_ISSUER,
      clientId: env.OIDC_CLIENT_ID,
      clientSecret: env.OIDC_CLIENT_SECRET,
    },
  ];
  return candidates.filter((one): one is OidcProvider => Boolean(one.issuer && one.clientId && one.clientSecret));
}
