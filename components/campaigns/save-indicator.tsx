import { Check, CloudAlert, LoaderCircle } from "lucide-react";
import type { SaveState } from "./use-draft";

const words: Record<SaveState, string> = {
  saved: "Saved",
  unsaved: "Saving…",
  saving: "Saving…",
  failed: "Not saved yet",
  conflict: "Changed elsewhere",
};

/** Tells whether what is on the screen is stored. */
export function SaveIndicator({ state }: { state: SaveState }) {
  const troubled = state === "failed" || state === "conflict";
  const Icon = state === "saved" ? Check : troubled ? CloudAlert : LoaderCircle;
  return (
    <span
      role="status"
      className={`inline-flex items-center gap-1.5 whitespace-nowrap text-sm ${troubled ? "text-destructive" : "text-muted-foreground"}`}
    >
      <Icon aria-hidden className={`size-4 ${state === "saving" ? "animate-spin" : ""}`} />
      {words[state]}
    </span>
  );
}
