import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { remember } from "@/lib/base/cache/remember";
import type { Ctx } from "@/lib/base/context";
import { ledger } from "./ledger";
import type { Ledger } from "./views";

/** Counting faster than this is done every time. */
const QUICK_MS = 300;
/** A slow count is good for this many times as long as it took, so that a report left open costs at most a twentieth of a core. */
const REST = 20;
const recent = new BoundedCache<Promise<Ledger>>({ max: 200 });
const freshMs = (tookMs: number) => (tookMs < QUICK_MS ? 0 : tookMs * (1 + REST));

/** The ledger for a report that asks every two seconds: always fresh for ordinary audiences, seconds old for millions of recipients. */
export function recentLedger(ctx: Ctx, campaignId: string): Promise<Ledger> {
  return remember(recent, `${ctx.workspaceId}/${campaignId}`, () => ledger(ctx, campaignId), freshMs);
}
