import { ownTable } from "@/lib/base/text/own-table.shared";

/** Why a sign-in with a provider was refused, by the code in the address of the sign-in page. */
export const oidcRefusals = {
  OidcEmail: "The provider did not confirm your email address, so it cannot be used to sign in here.",
  OidcDomain: "Addresses of this domain may not sign in here. Use your work account, or ask the operator.",
  OidcNoAccess: "You have no workspace here yet. Ask an owner of one to invite this address.",
  OidcOtherIdentity:
    "The account with this address belongs to another identity of this provider. Ask the operator of this installation.",
  OidcUnconfirmed:
    "There is an account with this address, but the address was never confirmed. Sign in with its password and confirm it first.",
  OidcDisabled: "This account is disabled. Ask the operator of this installation.",
  OidcFailed: "Something went wrong on our side. It was logged.",
} as const satisfies Record<string, string>;
export type OidcRefusalCode = keyof typeof oidcRefusals;

/** Somebody who proved who they are at the provider, and may not come in. */
export class OidcRefusal extends Error {
  readonly code: OidcRefusalCode;

  constructor(code: OidcRefusalCode) {
    super(oidcRefusals[code]);
    this.code = code;
  }
}

const notFinished = "Signing in there was not finished, or its answer was not accepted. Try again.";
/** next-auth's own codes; `Callback` is what the provider refused. */
const ofNextAuth: Record<string, string> = ownTable({
  OAuthSignin: "The provider could not be reached. Try again in a moment.",
  OAuthCallback: notFinished,
  Callback: notFinished,
});

/** Words for `error` in the address of the sign-in page; never what stands there itself. Null: nothing to say. */
export function signInErrorWords(code: unknown): string | null {
  if (typeof code !== "string" || code === "") return null;
  const known: Record<string, string> = { ...ofNextAuth, ...oidcRefusals };
  return Object.hasOwn(known, code) ? (known[code] ?? null) : "Signing in did not work. Try again.";
}
