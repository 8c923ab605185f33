import { type CampaignStatus, campaignStatuses } from "@/lib/sending/campaign/status.shared";

/** Tabs of the campaigns page, each with the statuses behind it. */
export const campaignTabs = {
  all: [...campaignStatuses],
  drafts: ["draft"],
  scheduled: ["scheduled"],
  sending: ["preparing", "sending", "paused"],
  sent: ["sent", "cancelled"],
  archived: [...campaignStatuses],
} satisfies Record<string, CampaignStatus[]>;
export type CampaignTab = keyof typeof campaignTabs;

/** Lists, segments and tags of a campaign. In the browser the ids are public, in the database they are uuids. */
export interface Audience {
  include: { lists: string[]; segments: string[]; tags: string[] };
  exclude: { lists: string[]; segments: string[] };
}

/** True once at least one list, segment or tag is included. */
export function hasAudience(audience: Audience): boolean {
  const { lists, segments, tags } = audience.include;
  return lists.length + segments.length + tags.length > 0;
}

/**
 * Why somebody of the audience is not written to, in the order in which the reasons are looked at: the first that
 * applies is kept in `message.skip_reason`. The words end a sentence that begins with a number of people.
 */
export const exclusionReasons = {
  suppressed_hard_bounce: "suppressed after a hard bounce",
  suppressed_soft_bounce: "suppressed after repeated soft bounces",
  suppressed_complaint: "suppressed after a complaint",
  suppressed_unsubscribe: "unsubscribed from everything",
  suppressed_manual: "suppressed by hand",
  suppressed_import: "suppressed by an imported list",
  suppressed_provider: "suppressed by the sending provider",
  suppressed_installation: "blocked for the whole installation",
  unsubscribed: "unsubscribed from the list",
  not_confirmed: "not confirmed yet",
  not_subscribed: "not subscribed to any list",
  excluded_list: "on an excluded list",
  excluded_segment: "in an excluded segment",
  invalid_address: "with an address that cannot be mailed",
  contact_deleted: "deleted before their mail left",
  excluded_domain: "at a domain that was left out during the send",
} as const;
export type ExclusionReason = keyof typeof exclusionReasons;

export interface AudienceEstimate {
  total: number;
  willReceive: number;
  excludedByReason: Partial<Record<ExclusionReason, number>>;
}

/** A row of the campaigns page; the id is public, times are ISO 8601. */
export interface CampaignSummary {
  id: string;
  name: string;
  subject: string;
  status: CampaignStatus;
  /** Picture of the design it began with; null for an own or a blank one. */
  thumbnail: string | null;
  audienceCount: number | null;
  /** Names of the included lists, segments and tags. */
  audienceNames: string[];
  scheduledAt: string | null;
  launchedAt: string | null;
  finishedAt: string | null;
  /** Spread over so many minutes; null: as fast as it goes. */
  spreadMinutes: number | null;
  /** `scheduledAt` is meant in each recipient's time zone. */
  localTime: boolean;
  updatedAt: string;
  archived: boolean;
  totals: { sent: number; delivered: number; openers: number; clickers: number } | null;
}

/** Where a campaign stands in the calendar. One for each recipient's local time is launched up to a day before, for the first zones. */
export function leavesAt({ localTime, launchedAt, scheduledAt }: CampaignSummary): string | null {
  return localTime ? (scheduledAt ?? launchedAt) : (launchedAt ?? scheduledAt);
}

/** Everything the wizard edits; ids are public. */
export interface CampaignDraft {
  id: string;
  version: number;
  name: string;
  status: CampaignStatus;
  subject: string;
  previewText: string;
  senderId: string | null;
  contentKind: "document" | "html";
  document: unknown;
  html: string | null;
  templateKey: string | null;
  audience: Audience;
  trackOpens: boolean;
  trackClicks: boolean;
  scheduledAt: string | null;
  spreadMinutes: number | null;
  localTime: boolean;
  /** Why the last launch was given back, in words. */
  returnedBecause: string | null;
}

/** A list, segment or tag that can be chosen as audience. `count` is null where counting would be slow. */
export interface AudienceOption {
  id: string;
  kind: "list" | "segment" | "tag";
  name: string;
  count: number | null;
}
