import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { words } from "@/lib/language/t";

export const TotpCode = z
  .string(words("Enter the code of your app."))
  .transform((code) => code.replace(/[\s-]/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, words("The code has six digits.")));

/** Any way of writing one of our codes: spaces, dashes and case do not count. */
export const RecoveryCodeText = z
  .string(words("Enter a recovery code."))
  .max(40, words("This is no recovery code."))
  .transform((code) => code.toLowerCase().replace(/[^a-z0-9]/g, ""))
  .pipe(z.string().regex(/^[a-z0-9]{12}$/, words("A recovery code has twelve letters and digits.")));

export const PasskeyName = z
  .string(words("Give it a name."))
  .trim()
  .min(1, words("Give it a name."))
  .max(60, words("Use at most 60 characters."))
  // It stands in a mail about the account.
  .refine((name) => !/https?:\/\/|www\./i.test(name), words("A name cannot contain a link."));

const base64url = z
  .string()
  .max(20_000)
  .regex(/^[A-Za-z0-9_-]*={0,2}$/);
const credentialId = base64url.min(1).max(1400);
const clientExtensionResults = z.record(z.string(), z.unknown()).default({});

/** What a browser gives for `navigator.credentials.get` (WebAuthn Level 3, § 5.1.8 as JSON). */
export const PasskeyAnswer = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal("public-key"),
  clientExtensionResults,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
});
export type PasskeyAnswer = z.input<typeof PasskeyAnswer>;

/** What a browser gives for `navigator.credentials.create`. */
export const NewPasskey = z.object({
  name: PasskeyName,
  answer: z.object({
    id: credentialId,
    rawId: credentialId,
    type: z.literal("public-key"),
    clientExtensionResults,
    response: z.object({
      clientDataJSON: base64url,
      attestationObject: base64url,
      transports: z
        .array(z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"]))
        .max(10)
        .optional()
        .catch(undefined),
    }),
  }),
});
export type NewPasskey = z.input<typeof NewPasskey>;

/** One second factor, whichever the person has at hand. */
export const FactorProof = z.union([
  z.object({ code: TotpCode }),
  z.object({ recoveryCode: RecoveryCodeText }),
  z.object({ passkey: PasskeyAnswer }),
]);
export type FactorProof = z.output<typeof FactorProof>;

export const ConfirmTotp = z.object({ code: TotpCode });
export const PasskeyRef = z.object({ passkeyId: idOf("psk") });
export const RenamePasskey = PasskeyRef.extend({ name: PasskeyName });
export type RenamePasskey = z.input<typeof RenamePasskey>;
