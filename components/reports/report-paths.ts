import type { RecipientOutcome } from "@/lib/reports/schema";

/** Paths of a campaign's report below the workspace; ids are public. */
export function reportPath(campaignId: string): string {
  return `/campaigns/${campaignId}/report`;
}

/** The people behind a number. */
export function recipientsPath(
  campaignId: string,
  outcome: RecipientOutcome,
  filters: {
    reason?: string;
    category?: string;
    source?: string;
    provider?: string;
    link?: string;
    after?: string;
  } = {},
): string {
  const query = new URLSearchParams({ outcome });
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  return `${reportPath(campaignId)}/recipients?${query}`;
}

/** Where a report's CSV is downloaded. */
export function exportHref(slug: string, campaignId: string, query: Record<string, string>): string {
  return `/api/app/workspaces/${slug}/reports/${campaignId}/export?${new URLSearchParams(query)}`;
}
