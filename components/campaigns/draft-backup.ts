import type { CampaignDraft } from "@/lib/campaigns/draft/views.shared";

/** The parts of a draft that an author changes. */
export type DraftChanges = Partial<
  Pick<
    CampaignDraft,
    | "name"
    | "subject"
    | "previewText"
    | "senderId"
    | "contentKind"
    | "document"
    | "html"
    | "audience"
    | "trackOpens"
    | "trackClicks"
    | "spreadMinutes"
    | "localTime"
  >
>;

interface Backup {
  /** The version the changes were made on. */
  version: number;
  changes: DraftChanges;
}

const keyOf = (campaignId: string) => `homing:draft:${campaignId}`;

/** Keeps unsaved changes in this browser. A full or forbidden storage is no reason to stop writing. */
export function keepBackup(campaignId: string, version: number, changes: DraftChanges): void {
  try {
    localStorage.setItem(keyOf(campaignId), JSON.stringify({ version, changes } satisfies Backup));
  } catch {
    // Private windows refuse; the autosave still works.
  }
}

export function forgetBackup(campaignId: string): void {
  try {
    localStorage.removeItem(keyOf(campaignId));
  } catch {
    // As above.
  }
}

/** Changes that an earlier visit could not save, or null. */
export function readBackup(campaignId: string): Backup | null {
  try {
    const stored = localStorage.getItem(keyOf(campaignId));
    return stored ? (JSON.parse(stored) as Backup) : null;
  } catch {
    return null;
  }
}
