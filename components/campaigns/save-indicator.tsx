import { Check, CloudAlert, LoaderCircle } from "lucide-react";
import type { SaveState } from "./use-draft";

const labels: Record<SaveState, string> = {
  saved: "Saved",
  unsaved: "Saving…",
  saving: "Saving…",
  failed: "Not saved yet",
  conflict: "Changed elsewhere",
};

/** Tells whether what is on the screen is stored, and leads to what is wrong with it. */
export function SaveIndicator({ state }: { state: SaveState }) {
  const failed = state === "failed" || state === "conflict";
  const Icon = state === "saved" ? Check : failed ? CloudAlert : LoaderCircle;
  return (
    <span
      role="status"
      className={`inline-flex items-center gap-1.5 whitespace-nowrap text-sm ${failed ? "text-destructive" : "text-muted-foreground"}`}
    >
      <Icon aria-hidden className={`size-4 ${state === "saving" ? "animate-spin" : ""}`} />
      {failed ? (
        <a href="#save-problem" className="underline underline-offset-4">
          {labels[state]}
        </a>
      ) : (
        <span className="max-sm:sr-only">{labels[state]}</span>
      )}
    </span>
  );
}
