import { Check, CloudAlert, LoaderCircle } from "lucide-react";
import type { SaveState } from "./use-draft";

const labels: Record<SaveState, string> = {
  saved: "Saved",
  unsaved: "Saving…",
  saving: "Saving…",
  failed: "Not saved yet",
  conflict: "Changed elsewhere",
};

/** Tells whether what is on the screen is stored. */
export function SaveIndicator({ state }: { state: SaveState }) {
  const failed = state === "failed" || state === "conflict";
  const Icon = state === "saved" ? Check : failed ? CloudAlert : LoaderCircle;
  return (
    <span
      role="status"
      className={`inline-flex items-center gap-1.5 whitespace-nowrap text-sm ${failed ? "text-destructive" : "text-muted-foreground"}`}
    >
      <Icon aria-hidden className={`size-4 ${state === "saving" ? "animate-spin" : ""}`} />
      {labels[state]}
    </span>
  );
}
