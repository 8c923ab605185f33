"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";

export const inputClasses =
  "w-full min-w-0 rounded-md border border-input bg-background px-3 text-base text-foreground shadow-xs transition-colors placeholder:text-muted-foreground disabled:cursor-not-allowed disabled:opacity-50 [&[readonly]]:bg-muted aria-invalid:border-destructive focus-visible:border-ring focus-visible:outline-2 focus-visible:outline-ring/40 focus-visible:outline-offset-0 md:text-sm";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      data-slot="input"
      className={cn(
        inputClasses,
        "h-9 file:me-3 file:h-9 file:border-0 file:bg-transparent file:font-medium file:text-sm",
        className,
      )}
      {...useFieldControl(props)}
    />
  );
}
