import type { Campaign } from "@/lib/base/db/generated/client";

/** Yes, or why not. */
type Answer = true | `not: ${string}`;

/** What happens with a column of a campaign, besides being kept. */
interface CampaignColumn {
  /** A copy of the campaign has the same. */
  copied: Answer;
  /** The author changes it in the draft: `UpdateCampaign` takes it, and the audit log names it. */
  edited: Answer;
  /** The draft's page shows it: `CampaignDraft` holds it. */
  shown: Answer;
  /** The checks before the launch look at it. */
  checked: Answer;
}

const content = { copied: true, edited: true, shown: true, checked: true } as const;
const tracking = { ...content, checked: "not: either way is right" } as const;
const timing = { ...content, checked: "not: judged when it is scheduled" } as const;
/** What has become of it. A copy is a new draft; moves of its status are verbs of their own, each with its audit row. */
const progress = {
  copied: "not: of this one send",
  edited: "not: written by what moves the campaign",
  shown: "not: of the progress page and the report",
  checked: "not: written after the checks",
} as const;
const identity = { ...progress, copied: "not: each campaign's own", checked: "not: no matter of content" } as const;
const pinned = { copied: true, edited: "not: no screen sets it", shown: "not: no screen sets it" } as const;

/**
 * Every column of a campaign, and what happens with it. A new column does not compile until it stands here; what is said here
 * is held by `UpdateCampaign` (edited), `copyOf` (copied) and campaign-columns.db.test.ts (all).
 */
export const campaignColumns = {
  workspaceId: identity,
  id: { ...identity, shown: true },
  name: { ...content, copied: "not: the copy has a name of its own", checked: "not: recipients do not see it" },
  status: { ...progress, shown: true },
  subject: content,
  previewText: content,
  senderId: content,
  contentKind: content,
  document: content,
  html: content,
  templateKey: { copied: true, edited: "not: where it began", shown: true, checked: "not: where it began" },
  audience: content,
  trackOpens: tracking,
  trackClicks: tracking,
  spreadMinutes: timing,
  localTime: timing,
  maxPerSecond: { ...pinned, checked: "not: slow is not wrong" },
  transportId: { ...pinned, checked: "not: judged when mail leaves" },
  version: { ...identity, edited: "not: raised by every save", shown: true },
  createdById: identity,
  launchedById: progress,
  scheduledAt: { ...progress, shown: true },
  launchedAt: progress,
  preparedAt: progress,
  startedAt: progress,
  pausedAt: progress,
  pauseReason: { ...progress, shown: "not: by itself, but as returnedBecause" },
  finishedAt: progress,
  cancelledAt: progress,
  archivedAt: progress,
  createdAt: identity,
  updatedAt: identity,
  audienceCount: progress,
  freezeState: progress,
  brakedAt: progress,
  brakeFrom: progress,
  brake: progress,
  excludedDomains: progress,
  labels: {
    copied: true,
    edited: "not: by a verb of its own, also when it is sent",
    shown: "not: of the list",
    checked: "not: recipients do not see them",
  },
} as const satisfies Record<keyof Campaign, CampaignColumn>;

type Columns = typeof campaignColumns;
type ColumnThat<Happens extends keyof CampaignColumn> = {
  [Name in keyof Columns]: Columns[Name][Happens] extends true ? Name : never;
}[keyof Columns];

export type EditedColumn = ColumnThat<"edited">;
export type CopiedColumn = ColumnThat<"copied">;

/** What a copy takes over, as it is stored. */
export function copyOf(source: Campaign): Pick<Campaign, CopiedColumn> {
  const names = Object.keys(campaignColumns) as (keyof Columns)[];
  const copied = names.filter((name) => campaignColumns[name].copied === true);
  return Object.fromEntries(copied.map((name) => [name, source[name]])) as Pick<Campaign, CopiedColumn>;
}
