"use client";

import { RadioGroup as RadioGroupPrimitive } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";
import { useFieldControl, useFieldLabelId } from "./field";

export function RadioGroup({ className, ...props }: ComponentProps<typeof RadioGroupPrimitive.Root>) {
  const labelId = useFieldLabelId();
  return (
    <RadioGroupPrimitive.Root
      className={cn("grid gap-3", className)}
      aria-labelledby={props["aria-label"] ? undefined : labelId}
      {...useFieldControl(props)}
    />
  );
}

type ItemProps = ComponentProps<typeof RadioGroupPrimitive.Item>;

export function RadioGroupItem({ className, ...props }: ItemProps) {
  return (
    <RadioGroupPrimitive.Item
      className={cn(
        "flex size-4 shrink-0 items-center justify-center rounded-full border border-input bg-background shadow-xs disabled:opacity-50 data-[state=checked]:border-primary",
        className,
      )}
      {...props}
    >
      <RadioGroupPrimitive.Indicator className="size-2 rounded-full bg-primary" />
    </RadioGroupPrimitive.Item>
  );
}

/** One choice as a card: the whole card can be clicked. */
export function RadioCard({
  label,
  description,
  className,
  ...props
}: ItemProps & { label: ReactNode; description?: ReactNode }) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={cn(
        "flex cursor-pointer items-start gap-3 rounded-lg border p-4 transition-colors hover:bg-accent has-data-[state=checked]:border-primary has-data-[state=checked]:bg-primary/5",
        className,
      )}
    >
      <RadioGroupItem {...props} id={id} className="mt-0.5" aria-describedby={description ? `${id}-text` : undefined} />
      <span className="grid gap-1">
        <span className="font-medium text-sm leading-snug">{label}</span>
        {description ? (
          <span id={`${id}-text`} className="text-muted-foreground text-xs">
            {description}
          </span>
        ) : null}
      </span>
    </label>
  );
}
