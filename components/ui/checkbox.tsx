"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as CheckboxPrimitive } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field";
import { FieldError } from "./field-error";

type CheckboxProps = ComponentProps<typeof CheckboxPrimitive.Root>;

/** A check box; `checked` may be "indeterminate" for "some of them". */
export function Checkbox({ className, ...props }: CheckboxProps) {
  return (
    <CheckboxPrimitive.Root
      className={cn(
        "peer group/check size-4 shrink-0 rounded-[4px] border border-input bg-background shadow-xs disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-destructive data-[state=checked]:border-primary data-[state=indeterminate]:border-primary data-[state=checked]:bg-primary data-[state=indeterminate]:bg-primary data-[state=checked]:text-primary-foreground data-[state=indeterminate]:text-primary-foreground",
        className,
      )}
      {...useFieldControl(props)}
    >
      <CheckboxPrimitive.Indicator className="flex items-center justify-center">
        <Check aria-hidden className="size-3.5 group-data-[state=indeterminate]/check:hidden" />
        <Minus aria-hidden className="hidden size-3.5 group-data-[state=indeterminate]/check:block" />
      </CheckboxPrimitive.Indicator>
    </CheckboxPrimitive.Root>
  );
}

type CheckboxFieldProps = CheckboxProps & { label: ReactNode; description?: ReactNode; error?: string | null };

/** A check box with its words beside it; the words are part of what can be clicked. */
export function CheckboxField({ label, description, error, className, ...props }: CheckboxFieldProps) {
  const ownId = useId();
  const id = props.id ?? ownId;
  const described = description || error ? `${id}-description` : undefined;
  return (
    <div className={cn("flex items-start gap-2.5", className)}>
      <Checkbox
        {...props}
        id={id}
        aria-describedby={described}
        aria-invalid={error ? true : undefined}
        className="mt-0.5"
      />
      <div className="grid gap-1">
        <label htmlFor={id} className="font-medium text-sm leading-snug">
          {label}
        </label>
        {described ? (
          <div id={described} className="text-muted-foreground text-xs">
            {description}
            <FieldError message={error} />
          </div>
        ) : null}
      </div>
    </div>
  );
}
