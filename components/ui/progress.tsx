"use client";

import { Progress as ProgressPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

type ProgressProps = ComponentProps<typeof ProgressPrimitive.Root> & { indicatorClassName?: string };

/** A bar from 0 to `max` (100 by default); `value` null means "running, length unknown". Give it an `aria-label`. */
export function Progress({ className, value, max = 100, indicatorClassName, ...props }: ProgressProps) {
  const percent = value == null ? 100 : Math.min(100, Math.max(0, max > 0 ? (value / max) * 100 : 0));
  return (
    <ProgressPrimitive.Root
      value={value}
      max={max}
      className={cn("relative h-2 w-full overflow-hidden rounded-full bg-primary/15", className)}
      {...props}
    >
      <ProgressPrimitive.Indicator
        className={cn(
          "h-full rounded-full bg-primary transition-[width] duration-500",
          value == null && "animate-pulse",
          indicatorClassName,
        )}
        style={{ width: `${percent}%` }}
      />
    </ProgressPrimitive.Root>
  );
}
