import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { prisma } from "@/lib/base/db/client";
import { env } from "@/lib/base/env";

const WINDOW_MS = 60_000;
/** Calls that a process takes from the database at a time: it is asked 50 times a minute for a key, and not at every call. */
const shareOf = (quota: number) => Math.max(1, Math.floor(quota / 50));

interface Taken {
  windowStart: number;
  /** Calls that this process may still let through without asking. */
  left: number;
  /** Calls that all processes together have taken, as last seen. */
  total: number;
  asking: Promise<void> | null;
}

// Only what was taken from the database and not used; another process loses at most a share by it.
const taken = new BoundedCache<Taken>({ max: 10_000 });

export interface Turn {
  admitted: boolean;
  quota: number;
  /** At least so many calls are left in the window. */
  remaining: number;
  /** Until the window ends. */
  seconds: number;
}

/** Counts one call of a key against its quota of a minute, for all processes together. */
export async function takeTurn(
  keyId: string,
  now = Date.now(),
  quota: number = env.API_CALLS_PER_MINUTE,
): Promise<Turn> {
  const windowStart = Math.floor(now / WINDOW_MS) * WINDOW_MS;
  const known = taken.get(keyId);
  const state: Taken = known?.windowStart === windowStart ? known : { windowStart, left: 0, total: 0, asking: null };
  taken.set(keyId, state, WINDOW_MS);
  while (state.left === 0 && state.total < quota) {
    state.asking ??= takeShare(keyId, state, quota).finally(() => {
      state.asking = null;
    });
    await state.asking;
  }
  const admitted = state.left > 0;
  if (admitted) state.left -= 1;
  const remaining = admitted ? Math.max(0, quota - state.total) + state.left : 0;
  return { admitted, quota, remaining, seconds: Math.max(1, Math.ceil((windowStart + WINDOW_MS - now) / 1000)) };
}

/** Takes the next calls for this process; of the last ones no more than there are. */
async function takeShare(keyId: string, state: Taken, quota: number): Promise<void> {
  const share = shareOf(quota);
  const [row] = await prisma.$queryRaw<{ hits: number }[]>`
    insert into rate_limit_hit (key, window_start, hits) values (${`api:${keyId}`}, ${new Date(state.windowStart)}, ${share})
    on conflict (key, window_start) do update set hits = rate_limit_hit.hits + ${share} returning hits`;
  const hits = row?.hits ?? 0;
  state.left = Math.max(0, Math.min(share, quota - (hits - share)));
  state.total = hits;
}

/** What clients read: the fields of the IETF's draft for RateLimit, and those that came before it. `X-RateLimit-Reset` is a time in Unix seconds. */
export function rateHeaders({ quota, remaining, seconds }: Turn, now = Date.now()): Record<string, string> {
  return {
    "ratelimit-policy": `"default";q=${quota};w=${WINDOW_MS / 1000}`,
    ratelimit: `"default";r=${remaining};t=${seconds}`,
    "x-ratelimit-limit": String(quota),
    "x-ratelimit-remaining": String(remaining),
    "x-ratelimit-reset": String(Math.ceil(now / 1000) + seconds),
  };
}
