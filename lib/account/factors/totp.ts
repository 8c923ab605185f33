import { Secret, TOTP } from "otpauth";

const periodSeconds = 30;
/** One step before and after: clocks of phones are seldom wrong by more (RFC 6238 § 5.2). */
const window = 1;

const generator = (secret: string, label = "") =>
  // SHA-1, six digits, 30 s: what every authenticator app knows; some ignore anything else.
  new TOTP({ issuer: "Homing", label, secret: Secret.fromBase32(secret), digits: 6, period: periodSeconds });

/** 160 random bits as base32 (RFC 4226 § 4, R6). */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** The address that an authenticator app reads from the QR code. */
export const totpUri = (secret: string, email: string): string => generator(secret, email).toString();

/** The time step whose code this is, or null. A step that counted once must not count again. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const delta = generator(secret).validate({ token: code, timestamp: now.getTime(), window });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / periodSeconds) + delta;
}

/** The code of a moment. */
export const totpCode = (secret: string, now: Date): string => generator(secret).generate({ timestamp: now.getTime() });
