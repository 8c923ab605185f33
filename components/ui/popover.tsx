"use client";

import type { Popover as PopoverPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { LazyRoot, lazyKind, PlainTrigger, type RootProps, type TriggerProps, useParts } from "./lazy-parts";

const kind = lazyKind("dialog", () => import("./popover-parts").then(({ popoverParts }) => popoverParts));

export function Popover(props: RootProps) {
  return <LazyRoot kind={kind} {...props} draw={({ Root }, drawn) => <Root {...drawn} />} />;
}

export function PopoverTrigger(props: TriggerProps) {
  const parts = useParts(kind);
  return parts ? <parts.Trigger {...props} /> : <PlainTrigger kind={kind} {...props} />;
}

export function PopoverContent({
  className,
  align = "start",
  ...props
}: ComponentProps<typeof PopoverPrimitive.Content>) {
  const parts = useParts(kind);
  if (!parts) return null;
  return (
    <parts.Portal>
      <parts.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className={cn(
          "data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0 data-[state=open]:zoom-in-95 z-50 w-72 max-w-[calc(100vw-1rem)] rounded-md border bg-popover p-4 text-popover-foreground shadow-md data-[state=closed]:animate-out data-[state=open]:animate-in",
          className,
        )}
        {...props}
      />
    </parts.Portal>
  );
}
