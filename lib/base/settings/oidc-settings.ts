import { z } from "zod";
import { type Role, roles } from "@/lib/base/permissions.shared";

/** One line of OIDC_ROLES: whoever has this value in this claim has this role in this workspace. */
export interface RoleRule {
  claim: string;
  value: string;
  slug: string;
  role: Role;
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Secrets and tokens travel to it: TLS, except on this machine. */
const issuer = z.url({ protocol: /^https?$/, error: "expected the issuer's https URL" }).refine((url) => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, search, hash, username } = new URL(url);
  return (protocol === "https:" || loopback.has(hostname)) && !search && !hash && !username;
}, "expected an https URL without a query");

const credential = z.string().regex(/^[\x20-\x7e]+$/, "expected what the provider gave");
const listed = (text: string) => text.split(",").flatMap((part) => part.trim() || []);

const domains = z.string().transform((text, context) =>
  listed(text.toLowerCase()).map((domain) => {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) context.addIssue(`"${domain}" is no domain`);
    return domain;
  }),
);

/** `claim:value=workspace:role`, by comma; claim and value may be percent-encoded (RFC 3986 § 2.1). */
const roleRules = z
  .string()
  .default("")
  .transform((text, context) =>
    listed(text).flatMap((rule): RoleRule[] => {
      const parts = /^([^:=]+):([^=]+)=([a-z0-9-]+):([a-z]+)$/.exec(rule);
      const role = roles.find((name) => name === parts?.[4]);
      try {
        const [, claim = "", value = "", slug = ""] = parts ?? [];
        if (role) return [{ claim: decodeURIComponent(claim), value: decodeURIComponent(value), slug, role }];
      } catch {
        // Told below.
      }
      context.addIssue(`"${rule}" is not like groups:marketing=acme:marketer`);
      return [];
    }),
  );

/** Settings of sign-in with OpenID Connect; part of lib/base/env.ts. */
export const oidcShape = {
  OIDC_GOOGLE_CLIENT_ID: credential.optional(),
  OIDC_GOOGLE_CLIENT_SECRET: credential.optional(),
  OIDC_MICROSOFT_CLIENT_ID: credential.optional(),
  OIDC_MICROSOFT_CLIENT_SECRET: credential.optional(),
  // `common` and `organizations` let every tenant of the world say who somebody is.
  OIDC_MICROSOFT_TENANT: z
    .guid("expected the id of one tenant, like 8eaef023-2b34-4da1-9baa-8bc8c9d6a490")
    .toLowerCase()
    .optional(),
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: credential.optional(),
  OIDC_CLIENT_SECRET: credential.optional(),
  OIDC_NAME: z
    .string()
    .max(40)
    .regex(/^\P{C}+$/u, "expected a name")
    .default("single sign-on"),
  OIDC_ALLOWED_DOMAINS: domains.optional(),
  OIDC_GOOGLE_ALLOWED_DOMAINS: domains.optional(),
  OIDC_MICROSOFT_ALLOWED_DOMAINS: domains.optional(),
  OIDC_ISSUER_ALLOWED_DOMAINS: domains.optional(),
  OIDC_ROLES: roleRules,
  OIDC_ONLY: z
    .enum(["true", "false"])
    .default("false")
    .transform((value) => value === "true"),
};

const groups = [
  ["OIDC_GOOGLE_CLIENT_ID", "OIDC_GOOGLE_CLIENT_SECRET"],
  ["OIDC_MICROSOFT_CLIENT_ID", "OIDC_MICROSOFT_CLIENT_SECRET", "OIDC_MICROSOFT_TENANT"],
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
] as const;

/** Which list of domains belongs to which provider, by the setting that stands for it. */
const domainLists = [
  ["OIDC_GOOGLE_ALLOWED_DOMAINS", "OIDC_GOOGLE_CLIENT_ID"],
  ["OIDC_MICROSOFT_ALLOWED_DOMAINS", "OIDC_MICROSOFT_CLIENT_ID"],
  ["OIDC_ISSUER_ALLOWED_DOMAINS", "OIDC_ISSUER"],
] as const;

type Raw = Partial<Record<(typeof groups)[number][number], string>> &
  Partial<Record<(typeof domainLists)[number][0], string[]>> & { OIDC_ONLY: boolean };

/** What belongs together is set together, and something is left to sign in with. */
export function requireWholeOidc(raw: Raw, context: z.RefinementCtx): void {
  const set = groups.filter((names) => names.some((name) => raw[name]));
  for (const names of set) {
    for (const name of names) {
      if (!raw[name]) {
        context.addIssue({ code: "custom", path: [name], message: `expected together with ${names.join(", ")}` });
      }
    }
  }
  for (const [list, provider] of domainLists) {
    if (raw[list] && !raw[provider]) {
      context.addIssue({ code: "custom", path: [list], message: `expected together with ${provider}` });
    }
  }
  if (raw.OIDC_ONLY && set.length === 0) {
    context.addIssue({ code: "custom", path: ["OIDC_ONLY"], message: "expected with a provider, e.g. OIDC_ISSUER" });
  }
}
