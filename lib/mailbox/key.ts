import { signToken } from "@/lib/security/tokens";

export const mailboxKeyPurpose = "mailbox-key";

/** Path that lets whoever started the product read the embedded mailbox without an account: printed by `npm start`. */
export function mailboxKeyPath(): string {
  return `/mailbox?key=${signToken(mailboxKeyPurpose, Buffer.from("operator"))}`;
}
