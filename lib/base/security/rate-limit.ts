import { prisma } from "@/lib/base/db/client";
import { rateLimited } from "@/lib/base/errors";
import { t } from "@/lib/language/t";

/**
 * Counts one action under `key` in the current window, shared by all processes.
 * Throws `rate_limited` once there are more than `limit` in `windowMs`.
 */
export async function hitRateLimit(key: string, rule: { limit: number; windowMs: number }): Promise<void> {
  const windowStart = new Date(Math.floor(Date.now() / rule.windowMs) * rule.windowMs);
  const [row] = await prisma.$queryRaw<{ hits: number }[]>`
    insert into rate_limit_hit (key, window_start, hits) values (${key.slice(0, 200)}, ${windowStart}, 1)
    on conflict (key, window_start) do update set hits = rate_limit_hit.hits + 1 returning hits`;
  if (row && row.hits === 1) {
    const dayAgo = new Date(Date.now() - 24 * 3600_000);
    await prisma.$executeRaw`delete from rate_limit_hit where window_start < ${dayAgo}`;
  }
  if (row && row.hits > rule.limit) throw rateLimited(t("That was too often. Wait a few minutes and try again."));
}

/** Takes one hit back: for limits on failures, where what went well must not count. */
export async function takeBackRateLimit(key: string, rule: { windowMs: number }): Promise<void> {
  const windowStart = new Date(Math.floor(Date.now() / rule.windowMs) * rule.windowMs);
  await prisma.$executeRaw`
    update rate_limit_hit set hits = greatest(hits - 1, 0)
    where key = ${key.slice(0, 200)} and window_start = ${windowStart}`;
}

/**
 * Takes the next free turn of a key, one in `everyMs`, for all processes together. Gives how long to wait for it; null when
 * all turns of the next `waitMs` are taken.
 */
export async function reserveTurn(key: string, rule: { everyMs: number; waitMs: number }): Promise<number | null> {
  const now = Date.now();
  const first = Math.floor(now / rule.everyMs) * rule.everyMs;
  for (let start = first; start - now <= rule.waitMs; start += rule.everyMs) {
    const taken = await prisma.$executeRaw`
      insert into rate_limit_hit (key, window_start, hits) values (${key.slice(0, 200)}, ${new Date(start)}, 1)
      on conflict do nothing`;
    if (taken === 1) return Math.max(0, start - now);
  }
  return null;
}

/** True once for a key and window, for all processes together. */
export async function isFirstHit(key: string, windowMs: number): Promise<boolean> {
  return hitRateLimit(key, { limit: 1, windowMs }).then(
    () => true,
    () => false,
  );
}
