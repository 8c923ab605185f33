/** Codes that a refused sign-in leaves in an address besides those of providers, each with the text people read. */
export const signInErrors = {
  CredentialsSignin: "The address or the password is wrong.",
  BadProof: "That is not a code or an answer of a passkey. Try again.",
  ServerError: "Something went wrong on our side. It was logged.",
} as const satisfies Record<string, string>;
export type SignInErrorCode = keyof typeof signInErrors;

/** The text of a code; undefined for anything else. */
export function textOfSignInError(code: string): string | undefined {
  return Object.hasOwn(signInErrors, code) ? signInErrors[code as SignInErrorCode] : undefined;
}
