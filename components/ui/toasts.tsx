"use client";

import { useEffect, useRef } from "react";
import { Toaster as Sonner, toast } from "sonner";

/** Draws the messages of `toaster.tsx`, and says when it can take them. */
export function Toasts({ onReady }: { onReady(ready: typeof toast): void }) {
  const ready = useRef(onReady);
  ready.current = onReady;
  useEffect(() => ready.current(toast), []);
  return (
    <Sonner
      position="bottom-right"
      closeButton
      toastOptions={{
        classNames: {
          toast: "!rounded-lg !border-border !bg-popover !text-popover-foreground !font-sans !shadow-lg",
          description: "!text-muted-foreground",
          success: "[&>[data-icon]]:!text-success",
          error: "[&>[data-icon]]:!text-destructive",
          warning: "[&>[data-icon]]:!text-warning",
          info: "[&>[data-icon]]:!text-info",
          actionButton: "!bg-primary !text-primary-foreground",
          closeButton: "!border-border !bg-popover !text-muted-foreground",
        },
      }}
    />
  );
}
