import { hashRaw } from "@node-rs/argon2";

/** argon2id under a given salt, for secrets that are found by their hash: many tries of one value need one calculation. */
export async function hashWithSalt(text: string, salt: string): Promise<string> {
  const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1, salt: Buffer.from(salt) };
  return (await hashRaw(text, options)).toString("base64url");
}
