"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { inputClasses } from "./input";

type Props = ComponentProps<"select"> & {
  /** Value and label of each option; in place of children. */
  choices?: readonly (readonly [value: string, label: string])[];
};

/** The browser's own select: best for long lists, phones and plain forms. Children are `<option>`s. */
export function NativeSelect({ className, children, choices, ...props }: Props) {
  return (
    <span className={cn("relative inline-flex w-full", className)}>
      <select className={cn(inputClasses, "h-9 appearance-none truncate pe-8")} {...useFieldControl(props)}>
        {choices
          ? choices.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))
          : children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute end-2.5 top-1/2 size-4 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  );
}
