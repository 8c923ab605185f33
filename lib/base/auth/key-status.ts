interface Ends {
  revokedAt: Date | null;
  expiresAt: Date | null;
}

export type KeyStatus = "active" | "expired" | "revoked";

/** Whether an API key counts at this moment, and if not, why. */
export function keyStatus({ revokedAt, expiresAt }: Ends, now: Date): KeyStatus {
  if (revokedAt) return "revoked";
  return expiresAt && expiresAt <= now ? "expired" : "active";
}

/** The same as a condition on rows: those that count. */
export const activeKeys = (now: Date) => ({
  revokedAt: null,
  OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
});
