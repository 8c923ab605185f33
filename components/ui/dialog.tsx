"use client";

import { X } from "lucide-react";
import type { Dialog as DialogPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { t } from "@/lib/language/t";
import { cn } from "./cn";
import { LazyRoot, lazyKind, PlainTrigger, type RootProps, type TriggerProps, useParts } from "./lazy-parts";

const kind = lazyKind("dialog", () => import("./dialog-parts").then(({ dialogParts }) => dialogParts));

/** Radix's dialog, for what is another look of one (`sheet.tsx`); null until one is opened. */
export const useDialogParts = () => useParts(kind);

export function Dialog(props: RootProps) {
  return <LazyRoot kind={kind} {...props} draw={({ Root }, drawn) => <Root {...drawn} />} />;
}

export function DialogTrigger(props: TriggerProps) {
  const parts = useParts(kind);
  return parts ? <parts.Trigger {...props} /> : <PlainTrigger kind={kind} {...props} />;
}

export function DialogClose(props: ComponentProps<typeof DialogPrimitive.Close>) {
  const parts = useParts(kind);
  return parts ? <parts.Close {...props} /> : null;
}

export function DialogOverlay({ className, ...props }: ComponentProps<typeof DialogPrimitive.Overlay>) {
  const parts = useParts(kind);
  if (!parts) return null;
  return (
    <parts.Overlay
      className={cn(
        "data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0 fixed inset-0 z-50 bg-overlay data-[state=closed]:animate-out data-[state=open]:animate-in",
        className,
      )}
      {...props}
    />
  );
}

type ContentProps = ComponentProps<typeof DialogPrimitive.Content> & { showCloseButton?: boolean };

export function DialogContent({ className, children, showCloseButton = true, ...props }: ContentProps) {
  const parts = useParts(kind);
  if (!parts) return null;
  return (
    <parts.Portal>
      <DialogOverlay />
      <parts.Content
        className={cn(
          "data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0 data-[state=closed]:zoom-out-95 data-[state=open]:zoom-in-95 fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-lg -translate-x-1/2 -translate-y-1/2 gap-5 overflow-y-auto rounded-xl border bg-popover p-6 text-popover-foreground shadow-lg duration-150 data-[state=closed]:animate-out data-[state=open]:animate-in",
          className,
        )}
        {...props}
      >
        {children}
        {showCloseButton ? (
          <parts.Close className="absolute end-4 top-4 rounded-sm p-1 text-muted-foreground hover:bg-accent hover:text-foreground">
            <X aria-hidden className="size-4" />
            <span className="sr-only">{t("Close")}</span>
          </parts.Close>
        ) : null}
      </parts.Content>
    </parts.Portal>
  );
}

export function DialogHeader({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("flex flex-col gap-1.5 pe-6", className)} {...props} />;
}

export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("flex flex-col-reverse gap-2 sm:flex-row sm:justify-end", className)} {...props} />;
}

export function DialogTitle({ className, ...props }: ComponentProps<typeof DialogPrimitive.Title>) {
  const parts = useParts(kind);
  if (!parts) return null;
  return <parts.Title className={cn("font-semibold text-base leading-snug", className)} {...props} />;
}

export function DialogDescription({ className, ...props }: ComponentProps<typeof DialogPrimitive.Description>) {
  const parts = useParts(kind);
  if (!parts) return null;
  return <parts.Description className={cn("text-muted-foreground text-sm", className)} {...props} />;
}
