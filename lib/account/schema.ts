import { z } from "zod";
import { languages } from "@/lib/language/languages";
import { words } from "@/lib/language/t";

/** An address to sign in with: trimmed and lower-cased. */
export const SignInEmail = z
  .string(words("Enter your email address."))
  .trim()
  .toLowerCase()
  .max(254, words("This address is too long."))
  .pipe(z.email(words("Enter an email address like name@example.com.")));

export const PersonName = z
  .string(words("Enter your name."))
  .trim()
  .min(1, words("Enter your name."))
  .max(120, words("Use at most 120 characters."))
  // Names go into mail; a link in one would turn our invitations into somebody's advertising.
  .refine((name) => !/https?:\/\/|www\./i.test(name), words("A name cannot contain a link."));

const characters = (text: string) => [...text].length;

/**
 * Length is what counts (NIST SP 800-63B-4 § 3.1.1.2): no rules about kinds of characters. Whether a password is easily
 * guessed is asked by `hashNewPassword`, which needs to know whose it will be.
 */
export const NewPassword = z
  .string(words("Choose a password."))
  .refine((text) => characters(text) >= 12, words("Use at least 12 characters. A few words in a row work well."))
  .refine((text) => characters(text) <= 256, words("Use at most 256 characters."));

export const RequestPasswordReset = z.object({ email: SignInEmail });
export type RequestPasswordReset = z.input<typeof RequestPasswordReset>;

/** A secret from a mailed link. */
export const SecretToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, words("This link is not complete. Copy all of it from the mail."));

export const ResetPassword = z.object({ token: SecretToken, password: NewPassword });
export type ResetPassword = z.input<typeof ResetPassword>;

export const VerifyEmail = z.object({ token: SecretToken });
export type VerifyEmail = z.input<typeof VerifyEmail>;

/** Of the interface; null: what the browser wants. */
const OwnLanguage = z.enum(languages, words("This language is not spoken here.")).nullable();

/** What is left out stays as it is. */
export const UpdateProfile = z.object({ name: PersonName.optional(), language: OwnLanguage.optional() });
export type UpdateProfile = z.input<typeof UpdateProfile>;

export const ChangePassword = z.object({
  currentPassword: z
    .string(words("Enter your current password."))
    .min(1, words("Enter your current password."))
    .max(1000),
  newPassword: NewPassword,
});
export type ChangePassword = z.input<typeof ChangePassword>;
