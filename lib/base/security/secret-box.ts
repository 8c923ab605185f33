import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { purposeKey, secretId, withEachSecret } from "./tokens";

const boxKey = (secretNo: number) => purposeKey("secret-box", secretNo);

/** How everything starts that is sealed with the newest secret: a format and the secret's name. */
export const sealedPrefix = () => `v2.${secretId()}.`;

/** Encrypts a secret for the database: AES-256-GCM with a key derived from HOMING_SECRET. */
export function seal(text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", boxKey(0), iv);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return sealedPrefix() + Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
}

function openWith(secretNo: number, bytes: Buffer): string | null {
  const decipher = createDecipheriv("aes-256-gcm", boxKey(secretNo), bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(bytes.subarray(12, 28));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** Decrypts what `seal` made. Throws when the text was changed, or sealed with a secret that this installation no longer knows. */
export function open(sealed: string): string {
  const [, named, body] = /^(?:v2\.([0-9a-f]{8})|v1)\.([A-Za-z0-9_-]{38,})$/.exec(sealed) ?? [];
  if (!body) throw new Error("a sealed secret has an unknown format");
  const bytes = Buffer.from(body, "base64url");
  // The first format, v1, does not name its secret.
  const text = withEachSecret((secretNo) => (named && named !== secretId(secretNo) ? null : openWith(secretNo, bytes)));
  if (text === null)
    throw new Error("a sealed secret was changed, or sealed with a HOMING_SECRET that is not known here");
  return text;
}
