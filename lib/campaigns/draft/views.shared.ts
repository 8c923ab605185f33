import type { EmailDocument } from "@/lib/content/templates/document.shared";
import type { Written } from "@/lib/content/templates/written";
import type { Audience } from "@/lib/people/audiences/audience.shared";
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

/** By what the campaigns page is put in order: the newest first until somebody chooses. */
export const campaignSorts = ["created", "name", "leaves", "sent", "opened", "clicked"] as const;
export type CampaignSort = (typeof campaignSorts)[number];

/** A row of the campaigns page; the id is public, times are ISO 8601. */
export interface CampaignSummary {
  id: string;
  name: string;
  subject: string;
  status: CampaignStatus;
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
  labels: string[];
  totals: { sent: number; delivered: number; openers: number; clickers: number } | null;
}

/** The mail of a campaign, rendered. */
export interface CampaignMail {
  subject: string;
  html: string;
  text: string;
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
  document: EmailDocument | null;
  html: string | null;
  /** Whether the mail as it is stored has something of the author's own in it. */
  written: Written;
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
