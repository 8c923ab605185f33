import { Check, CloudAlert, LoaderCircle } from "lucide-react";
import { type Msg, msg, t } from "@/lib/language/t";
import type { SaveState } from "./use-draft";

const labels: Record<SaveState, Msg> = {
  saved: msg("Saved"),
  unsaved: msg("Saving…"),
  saving: msg("Saving…"),
  failed: msg("Not saved yet"),
  conflict: msg("Changed elsewhere"),
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
          {t(labels[state])}
        </a>
      ) : (
        <span className="max-sm:sr-only">{t(labels[state])}</span>
      )}
    </span>
  );
}
