import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { t } from "@/lib/language/t";
import type { TransportRefusal } from "./refusal";
import { sayFailure } from "./say-failure";
import { settingsProblem } from "./transport-config";
import { claimProbe } from "./transport-health";
import { recentTransports } from "./transport-rows";
import { pickByWeight, stateOf, type TransportState } from "./transport-state";
import { waysOut } from "./ways-out";

/** Where the next mail goes, when to ask again, or what says why only a person can help; a refusal when it is a matter of rights. */
export type TransportChoice =
  | { transport: Transport }
  | { waitUntil: Date; reason: string }
  | { hold: () => string; refusal?: TransportRefusal };

/**
 * Chooses the way out for a batch. The rules:
 * - A campaign pinned to a transport leaves by that one only: while it rests the campaign waits, while it is stopped the
 *   campaign holds. A pin to a transport that is gone counts as none.
 * - While the embedded mailbox is the default, everything goes there; otherwise nothing does unless it is pinned.
 * - Else by weight among the transports that work, the same one for the same `key` (a batch id).
 * - Transports with weight 0 serve only while none with a weight works, or when there is none.
 * - The installation's own settings serve only a workspace that an operator has granted them.
 * - After its rest a transport gets one try (`claimProbe`), and the rest of the mail once that was accepted.
 * Reads at most once a second and process.
 */
export async function chooseTransport(
  ctx: Ctx,
  { pinned, key }: { pinned: string | null; key: string },
): Promise<TransportChoice> {
  const { ways: candidates, pinned: named, refusal } = waysOut(await recentTransports(ctx), pinned);
  if (refusal) return { hold: () => refusal.text, refusal };
  if (candidates.length === 0)
    return { hold: () => t("This workspace has no way to send mail. Add a sending service under Sending.") };
  const weighted = named ? [] : candidates.filter((row) => row.weight > 0);
  const spare = candidates.filter((row) => !weighted.includes(row));
  const transport = (await firstUsable(ctx, weighted, key)) ?? (await firstUsable(ctx, spare, key));
  return transport ? { transport } : whenUsable(ctx, candidates);
}

/** What the columns say, unless the settings do not even let it be opened; those are read once a row. */
function usability(row: Transport, now: Date): TransportState {
  if (openable.has(row)) return stateOf(row, now);
  const problem = settingsProblem(row);
  if (problem !== null) return { state: "stopped", reason: problem };
  openable.add(row);
  return stateOf(row, now);
}

const openable = new WeakSet<Transport>();

async function firstUsable(ctx: Ctx, rows: readonly Transport[], key: string): Promise<Transport | null> {
  let left = rows.filter((row) => ["working", "probe"].includes(usability(row, ctx.now()).state));
  for (let row = pickByWeight(left, key); row; row = pickByWeight(left, key)) {
    if (usability(row, ctx.now()).state === "working" || (await claimProbe(ctx, row))) return row;
    const lost = row;
    left = left.filter((each) => each !== lost);
  }
  return null;
}

function whenUsable(ctx: Ctx, rows: readonly Transport[]): TransportChoice {
  const stopped: Transport[] = [];
  let next: { waitUntil: Date; reason: string } | null = null;
  for (const row of rows) {
    const found = usability(row, ctx.now());
    if (found.state === "stopped") stopped.push(row);
    if (found.state !== "waiting" && found.state !== "probe") continue;
    // A probe that somebody else holds: its result is known soon.
    const until = found.state === "waiting" ? found.until : new Date(ctx.now().getTime() + 2000);
    if (!next || until < next.waitUntil) next = { waitUntil: until, reason: `${row.name}: ${found.reason}` };
  }
  return next ?? { hold: () => stopped.map((row) => `${row.name}: ${whyStopped(row, ctx.now())}`).join(" ") };
}

/** In the language of whoever is asking. */
function whyStopped(row: Transport, now: Date): string {
  const found = usability(row, now);
  return found.state === "stopped" ? sayFailure(found.reason) : "";
}
