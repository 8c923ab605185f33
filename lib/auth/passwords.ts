import { hash, verify } from "@node-rs/argon2";

// argon2id with OWASP's second recommendation: 19 MiB, two passes, one lane.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
let decoy: Promise<string> | undefined;

/** PHC string of the password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

/** True when the password is right. An unknown account (null) takes as long as a known one, so that time tells nothing. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hash("no account has this password", options);
  const matches = await verify(passwordHash ?? (await decoy), password).catch(() => false);
  return passwordHash !== null && matches;
}
