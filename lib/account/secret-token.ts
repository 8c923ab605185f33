import { createHash, randomBytes } from "node:crypto";

/** 32 random bytes for a mailed link, and the SHA-256 that the database keeps instead. */
export function newSecretToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashSecretToken(token) };
}

export function hashSecretToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
