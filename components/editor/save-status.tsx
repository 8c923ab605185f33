"use client";

import { Check, CircleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { t } from "@/lib/language/t";
import type { SaveState } from "./use-autosave";

/** Says whether the work is safe; offers another try when it is not. */
export function SaveStatus({ state, onRetry }: { state: SaveState; onRetry(): void }) {
  return (
    <div role="status" className="flex items-center gap-1.5 text-muted-foreground text-sm">
      {state.status === "saved" ? (
        <>
          <Check aria-hidden className="size-4" /> {t("Saved")}
        </>
      ) : null}
      {state.status === "saving" || state.status === "waiting" ? (
        <>
          <Spinner className="size-4" /> {t("Saving…")}
        </>
      ) : null}
      {state.status === "failed" ? (
        <>
          <CircleAlert aria-hidden className="size-4 text-destructive" />
          <span className="text-destructive">{t("Not saved: {message}", { message: state.message })}</span>
          <Button variant="link" size="sm" onClick={onRetry}>
            {t("Try again")}
          </Button>
        </>
      ) : null}
    </div>
  );
}
