"use client";

import { Toaster as Sonner } from "sonner";

export { toast } from "sonner";

/** Where `toast.success("List created")` and its kin appear. One in the root layout. */
export function Toaster() {
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
