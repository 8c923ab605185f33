import type { CampaignFilters } from "@/lib/campaigns/draft/schema";

/** What the address of the list says, without the page. */
export type CampaignQuery = Pick<CampaignFilters, "tab" | "q" | "label" | "sort" | "direction">;

/** As the parts of an address; what is as it always is, is left out. */
export function queryOf({ tab, q, label, sort, direction }: CampaignQuery): Record<string, string | undefined> {
  return { tab: tab === "all" ? undefined : tab, q: q || undefined, label, sort, direction };
}
