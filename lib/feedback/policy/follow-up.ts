import type { WorkspacePath } from "@/lib/client/paths";
import type { BounceDetails } from "@/lib/feedback/parse/canonical-event";

/** What feedback leaves to do once it has committed. */
export interface FollowUp {
  /** Campaigns whose bounces or complaints grew. */
  campaignIds: string[];
  /** Refusals that ask a transport to slow down towards a domain. */
  replies: { transportId: string; emailDomain: string; bounce: BounceDetails }[];
  alerts: {
    about: string;
    severity: "warning" | "danger";
    why: string;
    text: string;
    domain: string;
    href: WorkspacePath;
  }[];
}
