import type { WorkspacePath } from "@/lib/client/paths";
import type { BounceDetails, CanonicalType } from "@/lib/feedback/parse/canonical-event";

/** What feedback leaves to do once it has committed. */
export interface FollowUp {
  /** Campaigns whose bounces or complaints grew. */
  campaignIds: string[];
  /** Refusals that ask a transport to slow down towards a domain. */
  replies: { transportId: string; emailDomain: string; bounce: BounceDetails }[];
  /** What is new and sure, for the metrics. */
  facts: { type: CanonicalType; category: BounceDetails["category"] | null; emailDomain: string }[];
  /** One a matter. */
  alerts: {
    about: string;
    severity: "warning" | "danger";
    why: string;
    text: string;
    domain: string;
    href: WorkspacePath;
  }[];
}

export const nothingToFollow: FollowUp = { campaignIds: [], replies: [], facts: [], alerts: [] };

/** Everything that several facts leave to do; what is told of twice is done once. */
export function joinFollowUps(each: readonly FollowUp[]): FollowUp {
  const alerts = new Map<string, FollowUp["alerts"][number]>();
  for (const alert of each.flatMap((one) => one.alerts)) if (!alerts.has(alert.about)) alerts.set(alert.about, alert);
  return {
    campaignIds: [...new Set(each.flatMap(({ campaignIds }) => campaignIds))],
    replies: each.flatMap(({ replies }) => replies),
    facts: each.flatMap(({ facts }) => facts),
    alerts: [...alerts.values()],
  };
}
