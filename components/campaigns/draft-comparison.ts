import type { CampaignDraft } from "@/lib/campaigns/draft/views.shared";
import type { DraftChanges } from "./draft-backup";

/** Whether a stored draft already has everything that was changed. */
export function holds(draft: CampaignDraft, changes: DraftChanges): boolean {
  return Object.entries(changes).every(([key, value]) => isSame(draft[key as keyof DraftChanges], value));
}

/** Equal as JSON, whatever the order of keys: the database keeps its own. */
function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (!isObject(left) || !isObject(right) || Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSame(left[key], right[key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
