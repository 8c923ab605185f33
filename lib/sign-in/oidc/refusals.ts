import { ownTable } from "@/lib/base/text/own-table.shared";
import { signInErrors } from "@/lib/client/sign-in-errors";
import { inEnglish, type Msg, msg, t } from "@/lib/language/t";

/** Why a sign-in with a provider was refused, by the code in the address of the sign-in page. */
export const oidcRefusals = {
  OidcEmail: msg("The provider did not confirm your email address, so it cannot be used to sign in here."),
  OidcDomain: msg("Addresses of this domain may not sign in here. Use your work account, or ask the operator."),
  OidcNoAccess: msg("You have no workspace here yet. Ask an owner of one to invite this address."),
  OidcOtherIdentity: msg(
    "The account with this address belongs to another identity of this provider. Ask the operator of this installation.",
  ),
  OidcUnconfirmed: msg(
    "There is an account with this address, but the address was never confirmed. Sign in with its password and confirm it first.",
  ),
  OidcDisabled: msg("This account is disabled. Ask the operator of this installation."),
  OidcUnlinked: msg(
    "This way to sign in was taken off the account. Sign in another way, then link it again under Settings, Your security.",
  ),
  OidcOtherProvider: msg(
    "The account with this address signs in with another provider. Sign in that way, then link this one under Settings, Your security.",
  ),
  OidcStale: msg("The provider let you in without asking who you are for too long. Sign out there and try again."),
  OidcNotFresh: msg(
    "The provider did not say that you proved there just now who you are. Sign out there and try again, or choose a password with a mailed link.",
  ),
  OidcOtherPerson: msg("You signed in there as somebody who is not linked to this account."),
  OidcTaken: msg("This sign-in is linked to another account here."),
  OidcLinkedAlready: msg("Another identity of this provider is linked to your account. Unlink it first."),
  OidcSessionEnded: msg("Your session here ended meanwhile. Sign in and try again."),
  OidcIssuer: msg(
    "The provider says it is another than the one of the settings. Ask the operator of this installation.",
  ),
  OidcFailed: msg("Something went wrong on our side. It was logged."),
} as const satisfies Record<string, Msg>;
export type OidcRefusalCode = keyof typeof oidcRefusals;

/** Somebody who proved who they are at the provider, and may not come in. */
export class OidcRefusal extends Error {
  readonly code: OidcRefusalCode;

  constructor(code: OidcRefusalCode) {
    super(inEnglish(oidcRefusals[code]));
    this.code = code;
  }
}

const notFinished = msg("Signing in there was not finished, or its answer was not accepted. Try again.");
/** next-auth's own codes; `Callback` is what the provider refused. */
const ofNextAuth: Record<string, Msg> = ownTable({
  OAuthSignin: msg("The provider could not be reached. Try again in a moment."),
  OAuthCallback: notFinished,
  Callback: notFinished,
});

/** Words for `error` in the address of the sign-in page; never what stands there itself. Null: nothing to say. */
export function signInErrorText(code: unknown): string | null {
  if (typeof code !== "string" || code === "") return null;
  const known: Record<string, Msg> = { ...ofNextAuth, ...signInErrors, ...oidcRefusals };
  const text = Object.hasOwn(known, code) ? known[code] : undefined;
  return t(text ?? msg("Signing in did not work. Try again."));
}
