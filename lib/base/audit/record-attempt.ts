import { networkOf } from "@/lib/base/security/network";
import { hitRateLimit, isFirstHit } from "@/lib/base/security/rate-limit";
import { recordSecurityEvent, type SecurityEventInput } from "./record-security-event";

const hourMs = 3600_000;
const dayMs = 24 * hourMs;

/** Rows that people who have proved nothing can make; beyond it one row says that more were left out. */
export const attemptLimits = {
  account: { limit: 300, windowMs: dayMs },
  network: { limit: 100, windowMs: hourMs },
  /** Of all networks together, about no account: at most two million rows before they are swept. */
  everywhere: { limit: 5000, windowMs: dayMs },
} as const;

type Ctx = Parameters<typeof recordSecurityEvent>[0];

/**
 * Writes what somebody tried who has not proved who they are. An attacker can make as many tries as they like, so rows are counted: a day
 * about an account, else an hour from a network and a day in all. What does not fit is left out, and one row an hour says so.
 */
export async function recordAttempt(ctx: Ctx, event: SecurityEventInput): Promise<void> {
  const { userId, ip } = event;
  const limits: { of: keyof typeof attemptLimits; key: string }[] = userId
    ? [{ of: "account", key: userId }]
    : [
        { of: "network", key: networkOf(ip).line },
        { of: "everywhere", key: "" },
      ];
  for (const { of, key } of limits) {
    if (await fits(`attempts:${of}:${key}`, attemptLimits[of])) continue;
    // A network has no row of its own: with many of them that would be a flood again.
    if (of !== "network" && (await isFirstHit(`attempts-cut:${of}:${key}`, hourMs))) {
      await recordSecurityEvent(ctx, { kind: "log.cut", userId, ip, detail: { of, kind: event.kind } });
    }
    return;
  }
  await recordSecurityEvent(ctx, event);
}

const fits = (key: string, rule: { limit: number; windowMs: number }) =>
  hitRateLimit(key, rule).then(
    () => true,
    () => false,
  );
