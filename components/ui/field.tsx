"use client";

import { createContext, type ReactNode, useContext, useId } from "react";
import { t } from "@/lib/language/t";
import { cn } from "./cn";
import { FieldError } from "./field-error";
import { Label } from "./label";

interface FieldControl {
  id: string;
  labelId: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
}

const FieldContext = createContext<FieldControl | null>(null);

type ControlProps = {
  id?: string;
  required?: boolean;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean | "true" | "false" | "grammar" | "spelling";
};

/** Gives a control inside a `Field` its id, description and validity; what the caller passes itself wins. */
export function useFieldControl<P extends ControlProps>(props: P): P {
  const field = useContext(FieldContext);
  if (!field) return props;
  return {
    ...props,
    id: props.id ?? field.id,
    required: props.required ?? (field.required || undefined),
    "aria-describedby": props["aria-describedby"] ?? field.describedBy,
    "aria-invalid": props["aria-invalid"] ?? (field.invalid || undefined),
  };
}

/** The id of the label of the `Field` around, for groups that are named by `aria-labelledby`. */
export function useFieldLabelId(): string | undefined {
  return useContext(FieldContext)?.labelId;
}

export interface FieldProps {
  label: ReactNode;
  /** One control: Input, Textarea, Select, NativeSelect, RadioGroup… It finds its label, help and error by itself. */
  children: ReactNode;
  help?: ReactNode;
  error?: string | null;
  required?: boolean;
  /** Adds "(optional)" after the label. */
  optional?: boolean;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  /** Sits at the right end of the label's line: a counter, a link. */
  aside?: ReactNode;
  id?: string;
  className?: string;
}

/** Label, control, help and error, wired together for screen readers. */
export function Field(props: FieldProps) {
  const { label, children, help, error, required = false, optional, hideLabel, aside, className } = props;
  const ownId = useId();
  const id = props.id ?? ownId;
  const describedBy = [help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
  return (
    <FieldContext value={{ id, labelId: `${id}-label`, describedBy, invalid: Boolean(error), required }}>
      <div className={cn("flex min-w-0 flex-col gap-2", className)}>
        <div className={cn("flex items-center justify-between gap-2", hideLabel && !aside && "sr-only")}>
          <Label htmlFor={id} id={`${id}-label`} className={hideLabel ? "sr-only" : undefined}>
            {label}
            {optional ? <span className="font-normal text-muted-foreground">{t("(optional)")}</span> : null}
          </Label>
          {aside ? <span className="text-muted-foreground text-xs tabular-nums">{aside}</span> : null}
        </div>
        {children}
        <FieldError message={error} id={`${id}-error`} />
        {help ? (
          <p id={`${id}-help`} className="text-muted-foreground text-xs">
            {help}
          </p>
        ) : null}
      </div>
    </FieldContext>
  );
}
