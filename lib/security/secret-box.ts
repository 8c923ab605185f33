import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { purposeKey } from "./tokens";

/** Encrypts a secret for the database: AES-256-GCM with a key derived from HOMING_SECRET. */
export function seal(text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", purposeKey("secret-box"), iv);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `v1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
}

/** Decrypts what `seal` made. Throws when the text was changed or sealed with another HOMING_SECRET. */
export function open(sealed: string): string {
  if (!sealed.startsWith("v1.")) throw new Error("a sealed secret has an unknown format");
  const bytes = Buffer.from(sealed.slice(3), "base64url");
  const decipher = createDecipheriv("aes-256-gcm", purposeKey("secret-box"), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}
