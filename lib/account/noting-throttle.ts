import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { SecurityKind } from "@/lib/base/audit/security-kinds.shared";
import { AppError } from "@/lib/base/errors";
import { isFirstHit } from "@/lib/base/security/rate-limit";
import type { AccountCtx } from "./account-ctx";

const onceInMs = 15 * 60_000;

interface Throttled {
  kind: Extract<SecurityKind, `${string}.throttled`>;
  user: { id: string; email: string };
  userAgent?: string;
}

/** Counts tries; when there were too many it goes to the security log, once in a quarter of an hour for an account. */
export async function notingThrottle<T>(
  ctx: AccountCtx,
  { kind, user, userAgent }: Throttled,
  count: () => Promise<T>,
): Promise<T> {
  try {
    return await count();
  } catch (error) {
    const limited = error instanceof AppError && error.code === "rate_limited";
    if (limited && (await isFirstHit(`noted:${kind}:${user.id}`, onceInMs))) {
      await recordSecurityEvent(ctx, { kind, userId: user.id, email: user.email, ip: ctx.ip, userAgent });
    }
    throw error;
  }
}
