import { PersonName, SignInEmail } from "@/lib/account/schema";
import { env } from "@/lib/base/env";
import type { OidcProvider } from "./providers";
import { OidcRefusal } from "./refusals";

/** Claims of an ID token whose signature, issuer, audience, time and nonce were checked. */
export type Claims = Readonly<Record<string, unknown>>;

export interface ExternalPerson {
  issuer: string;
  subject: string;
  email: string;
  name: string;
  claims: Claims;
}

const isTrue = (value: unknown) => value === true || value === "true";
const withoutSlash = (url: unknown) => (typeof url === "string" ? url.replace(/\/+$/, "") : "");
const googleMail = new Set(["gmail.com", "googlemail.com"]);

/**
 * Who the provider says it is. Throws `OidcRefusal` when it does not vouch for the address, or the address is of a domain that
 * may not sign in: both hold at every sign-in, so that a domain that is taken off the list is out.
 */
export function readClaims(provider: Pick<OidcProvider, "id" | "issuer">, claims: Claims): ExternalPerson {
  const { iss, sub } = claims;
  // A discovery document may name another issuer than the one it was asked of (OpenID Connect Discovery § 4.3).
  if (withoutSlash(iss) !== withoutSlash(provider.issuer)) throw new OidcRefusal("OidcFailed");
  if (typeof sub !== "string" || sub === "" || sub.length > 255) throw new OidcRefusal("OidcFailed");
  const email = SignInEmail.safeParse(vouchedEmail(provider, claims)).data;
  if (!email) throw new OidcRefusal("OidcEmail");
  const domain = email.slice(email.lastIndexOf("@") + 1);
  if (!isAllowed(domain) || !ofItsCompany(provider, domain, claims)) throw new OidcRefusal("OidcDomain");
  const name = PersonName.safeParse(claims.name).data ?? email.slice(0, email.lastIndexOf("@"));
  return { issuer: String(iss), subject: sub, email, name, claims };
}

const isAllowed = (domain: unknown) => env.OIDC_ALLOWED_DOMAINS.includes(String(domain).toLowerCase());

/**
 * The address, where the provider stands for it. Microsoft confirms no `email` unless `xms_edov` says so; the sign-in name is of
 * a domain that the tenant proved to own, and there is one tenant only. Guests have a name with #EXT#.
 */
function vouchedEmail({ id, issuer }: Pick<OidcProvider, "id" | "issuer">, claims: Claims): unknown {
  if (id !== "microsoft") return isTrue(claims.email_verified) ? claims.email : undefined;
  if (typeof claims.tid !== "string" || !issuer.includes(`/${claims.tid.toLowerCase()}/`)) return undefined;
  if (isTrue(claims.xms_edov) || claims.xms_edov === 1 || claims.xms_edov === "1") return claims.email;
  const name = claims.preferred_username;
  return typeof name === "string" && !name.includes("#") ? name : undefined;
}

/** A Google account that somebody made with a company's address is not the company's: `hd` names who runs the account. */
function ofItsCompany({ id }: Pick<OidcProvider, "id">, domain: string, { hd }: Claims): boolean {
  return id !== "google" || googleMail.has(domain) || isAllowed(hd);
}
