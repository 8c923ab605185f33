import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type { DueCampaign } from "./due-campaigns";

/**
 * Whose turn it is: workspaces take turns, and within a workspace its campaigns, whatever their size. Kept per process;
 * every process being fair makes all of them fair.
 */
export class FairTurns {
  #tick = 0;
  /** When each was served last, by our own count of turns. */
  readonly #served = new BoundedCache<number>({ max: 20_000 });
  readonly #running = new Map<string, number>();

  /** The campaigns in the order of their turns: fewest places in use first, then served longest ago; workspaces first. */
  order(due: readonly DueCampaign[]): DueCampaign[] {
    const rank = (key: string): [number, number] => [this.#running.get(key) ?? 0, this.#served.get(key) ?? -1];
    return [...due].sort(
      (a, b) => compare(rank(a.workspaceId), rank(b.workspaceId)) || compare(rank(a.campaignId), rank(b.campaignId)),
    );
  }

  /** Places that a campaign has now. */
  running(campaignId: string): number {
    return this.#running.get(campaignId) ?? 0;
  }

  begin(campaign: DueCampaign): void {
    this.#tick += 1;
    for (const key of [campaign.workspaceId, campaign.campaignId]) {
      this.#served.set(key, this.#tick);
      this.#running.set(key, (this.#running.get(key) ?? 0) + 1);
    }
  }

  end(campaign: DueCampaign): void {
    for (const key of [campaign.workspaceId, campaign.campaignId]) {
      const left = (this.#running.get(key) ?? 1) - 1;
      if (left > 0) this.#running.set(key, left);
      else this.#running.delete(key);
    }
  }
}

function compare(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] - b[0] || a[1] - b[1];
}
