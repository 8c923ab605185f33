import { hash, verify } from "@node-rs/argon2";

// argon2id with OWASP's second recommendation: 19 MiB, two passes, one lane.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
let decoy: Promise<string> | undefined;

/** Stands where an account has no password: whoever signs in elsewhere. No password has this hash. */
export const noPassword = "none";

/** The same characters are the same password, however a keyboard composes them (RFC 8265 § 4.2). */
const composed = (password: string) => password.normalize("NFC");

/** PHC string of the password. A password that somebody chose comes through `hashNewPassword`. */
export function hashPassword(password: string): Promise<string> {
  return hash(composed(password), options);
}

/**
 * True when the password is right. An account that is unknown (null) or has no password takes as long as any other, so
 * that time tells nothing.
 */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hash("no account has this password", options);
  const usable = passwordHash?.startsWith("$argon2") ? passwordHash : null;
  const against = usable ?? (await decoy);
  // Hashes from before characters were composed hold what was typed.
  const forms = new Set([composed(password), password]);
  let matches = false;
  for (const form of forms) matches ||= await verify(against, form).catch(() => false);
  return usable !== null && matches;
}
