import type { PasswordLink } from "@/lib/installation/make-password-link";

/** Shows a link to whoever ran the command. It stands nowhere else: only its SHA-256 is kept. */
export function printLink({ url, expiresAt }: PasswordLink): void {
  console.log(`This link chooses the password, once, until ${expiresAt.toISOString()}, while the product runs:`);
  console.log(`  ${url}`);
}
