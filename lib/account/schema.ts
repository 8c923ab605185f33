import { z } from "zod";
import { WorkspaceValues } from "@/lib/workspaces/schema";

/** An address to sign in with: trimmed and lower-cased. */
export const SignInEmail = z
  .string("Enter your email address.")
  .trim()
  .toLowerCase()
  .max(254, "This address is too long.")
  .pipe(z.email("Enter an email address like name@example.com."));

export const PersonName = z
  .string("Enter your name.")
  .trim()
  .min(1, "Enter your name.")
  .max(120, "Use at most 120 characters.")
  // Names go into mail; a link in one would turn our invitations into somebody's advertising.
  .refine((name) => !/https?:\/\/|www\./i.test(name), "A name cannot contain a link.");

const tooCommon = new Set(["1234567890", "0123456789", "password12", "password123", "passwordpassword", "qwertyuiop"]);

/** Length is what counts; there are no rules about kinds of characters. */
export const NewPassword = z
  .string("Choose a password.")
  .min(10, "Use at least 10 characters. A few words in a row work well.")
  .max(200, "Use at most 200 characters.")
  .refine((password) => !tooCommon.has(password.toLowerCase()), "This password is among the first ones people guess.")
  .refine((password) => new Set(password).size > 3, "This password repeats the same few characters.");

export const SignUpOwner = z.object({
  name: PersonName,
  email: SignInEmail,
  password: NewPassword,
  workspaceName: WorkspaceValues.shape.name,
  timeZone: WorkspaceValues.shape.timeZone,
  locale: WorkspaceValues.shape.locale.default("en"),
  withSampleData: z.boolean().default(false),
});
export type SignUpOwner = z.input<typeof SignUpOwner>;

export const RequestPasswordReset = z.object({ email: SignInEmail });
export type RequestPasswordReset = z.input<typeof RequestPasswordReset>;

/** A secret from a mailed link. */
export const SecretToken = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, "This link is not complete. Copy all of it from the mail.");

export const ResetPassword = z.object({ token: SecretToken, password: NewPassword });
export type ResetPassword = z.input<typeof ResetPassword>;

export const VerifyEmail = z.object({ token: SecretToken });
export type VerifyEmail = z.input<typeof VerifyEmail>;

export const UpdateProfile = z.object({ name: PersonName });
export type UpdateProfile = z.input<typeof UpdateProfile>;

export const ChangePassword = z.object({
  currentPassword: z.string("Enter your current password.").min(1, "Enter your current password.").max(1000),
  newPassword: NewPassword,
});
export type ChangePassword = z.input<typeof ChangePassword>;
