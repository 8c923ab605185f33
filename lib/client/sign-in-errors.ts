import { type Msg, msg, t } from "@/lib/language/t";

/** Codes that a refused sign-in leaves in an address besides those of providers, each with the text people read. */
export const signInErrors = {
  CredentialsSignin: msg("The address or the password is wrong."),
  BadProof: msg("That is not a code or an answer of a passkey. Try again."),
  ServerError: msg("Something went wrong on our side. It was logged."),
} as const satisfies Record<string, Msg>;
export type SignInErrorCode = keyof typeof signInErrors;

/** The text of a code; undefined for anything else. */
export function textOfSignInError(code: string): string | undefined {
  return Object.hasOwn(signInErrors, code) ? t(signInErrors[code as SignInErrorCode]) : undefined;
}
