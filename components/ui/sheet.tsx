"use client";

import { cva, type VariantProps } from "class-variance-authority";
import { X } from "lucide-react";
import type { Dialog as SheetPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { t } from "@/lib/language/t";
import { cn } from "./cn";
import { Dialog, DialogOverlay, DialogTrigger, useDialogParts } from "./dialog";

export const Sheet = Dialog;
export const SheetTrigger = DialogTrigger;

const sheetVariants = cva(
  "fixed z-50 flex flex-col gap-4 bg-popover text-popover-foreground shadow-lg duration-200 data-[state=closed]:animate-out data-[state=open]:animate-in",
  {
    variants: {
      side: {
        end: "data-[state=closed]:slide-out-to-end data-[state=open]:slide-in-from-end inset-y-0 end-0 w-[calc(100%-3rem)] border-s sm:max-w-md",
        start:
          "data-[state=closed]:slide-out-to-start data-[state=open]:slide-in-from-start inset-y-0 start-0 w-[calc(100%-4rem)] border-e sm:max-w-xs",
        bottom:
          "data-[state=closed]:slide-out-to-bottom data-[state=open]:slide-in-from-bottom inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl border-t",
      },
    },
    defaultVariants: { side: "end" },
  },
);

type ContentProps = ComponentProps<typeof SheetPrimitive.Content> & VariantProps<typeof sheetVariants>;

/** A panel from an edge. Needs a SheetTitle inside (it may be `sr-only`). */
export function SheetContent({ side, className, children, ...props }: ContentProps) {
  const parts = useDialogParts();
  if (!parts) return null;
  return (
    <parts.Portal>
      <DialogOverlay />
      <parts.Content className={cn(sheetVariants({ side }), className)} {...props}>
        {children}
        <parts.Close className="absolute end-4 top-4 rounded-sm p-1 text-muted-foreground hover:bg-accent hover:text-foreground">
          <X aria-hidden className="size-4" />
          <span className="sr-only">{t("Close")}</span>
        </parts.Close>
      </parts.Content>
    </parts.Portal>
  );
}

export function SheetHeader({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("flex flex-col gap-1 p-4 pe-12", className)} {...props} />;
}

export function SheetTitle({ className, ...props }: ComponentProps<typeof SheetPrimitive.Title>) {
  const parts = useDialogParts();
  if (!parts) return null;
  return <parts.Title className={cn("font-semibold text-base", className)} {...props} />;
}

export function SheetDescription({ className, ...props }: ComponentProps<typeof SheetPrimitive.Description>) {
  const parts = useDialogParts();
  if (!parts) return null;
  return <parts.Description className={cn("text-muted-foreground text-sm", className)} {...props} />;
}
