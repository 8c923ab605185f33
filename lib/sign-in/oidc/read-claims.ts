import type { OidcProvider } from "@/lib/account/oidc-providers";
import { PersonName, SignInEmail } from "@/lib/account/schema";
import { OidcRefusal } from "./refusals";

/** Claims of an ID token whose signature, issuer, audience, time and nonce were checked. */
export type Claims = Readonly<Record<string, unknown>>;

export interface ExternalPerson {
  issuer: string;
  subject: string;
  email: string;
  name: string;
  /** When they last proved there who they are; null where the provider does not say (`auth_time`). */
  authenticatedAt: Date | null;
  claims: Claims;
}

type Asked = Pick<OidcProvider, "id" | "issuer" | "domains">;

const isTrue = (value: unknown) => value === true || value === "true";
const googleMail = new Set(["gmail.com", "googlemail.com"]);

/**
 * Who the provider says it is. Throws `OidcRefusal` when it does not vouch for the address, or the address is of a domain that
 * may not sign in: both hold at every sign-in, so that a domain that is taken off the list is out.
 */
export function readClaims(provider: Asked, claims: Claims): ExternalPerson {
  const { iss, sub } = claims;
  if (iss !== provider.issuer) throw new OidcRefusal("OidcIssuer");
  if (typeof sub !== "string" || sub === "" || sub.length > 255) throw new OidcRefusal("OidcFailed");
  const email = SignInEmail.safeParse(vouchedEmail(provider, claims)).data;
  if (!email) throw new OidcRefusal("OidcEmail");
  const domain = email.slice(email.lastIndexOf("@") + 1);
  if (!isAllowed(provider, domain) || !ofItsCompany(provider, domain, claims)) throw new OidcRefusal("OidcDomain");
  const name = PersonName.safeParse(claims.name).data ?? email.slice(0, email.lastIndexOf("@"));
  return { issuer: provider.issuer, subject: sub, email, name, authenticatedAt: authTime(claims), claims };
}

const isAllowed = ({ domains }: Asked, domain: unknown) => domains.includes(String(domain).toLowerCase());

/** `auth_time` is in seconds (OpenID Connect Core § 2). */
function authTime({ auth_time: seconds }: Claims): Date | null {
  return typeof seconds === "number" && seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000) : null;
}

/** How somebody proved it there, as the provider wrote it: for the security log. */
export function strengthOf({ acr, amr, auth_time: authTime }: Claims): Record<string, string> {
  const raw = Object.entries({ acr, amr, authTime }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    raw.map(([name, value]) => [name, (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 200)]),
  );
}

/**
 * The address, where the provider stands for it. Microsoft confirms no `email` unless `xms_edov` says so; the sign-in name is of
 * a domain that the tenant proved to own, and there is one tenant only. Guests have a name with #EXT#.
 */
function vouchedEmail({ id, issuer }: Asked, claims: Claims): unknown {
  if (id !== "microsoft") return isTrue(claims.email_verified) ? claims.email : undefined;
  if (typeof claims.tid !== "string" || !issuer.includes(`/${claims.tid.toLowerCase()}/`)) return undefined;
  if (isTrue(claims.xms_edov) || claims.xms_edov === 1 || claims.xms_edov === "1") return claims.email;
  const name = claims.preferred_username;
  return typeof name === "string" && !name.includes("#") ? name : undefined;
}

/** A Google account that somebody made with a company's address is not the company's: `hd` names who runs the account. */
function ofItsCompany(provider: Asked, domain: string, { hd }: Claims): boolean {
  return provider.id !== "google" || googleMail.has(domain) || isAllowed(provider, hd);
}
