import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { FieldError } from "./field-error";

interface Props {
  legend: string;
  /** Buttons that tick many at once. */
  presets: readonly (readonly [label: string, onClick: () => void])[];
  error: string | undefined;
  /** How the boxes stand, and how much of them is seen at once. */
  className: string;
  /** The boxes, in groups. */
  children: ReactNode;
}

/** Many checkboxes of which some are wanted, in a frame that scrolls. */
export function CheckboxSet({ legend, presets, error, className, children }: Props) {
  return (
    <fieldset className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <legend className="contents font-medium text-sm">{legend}</legend>
        <div className="flex gap-1">
          {presets.map(([label, onClick]) => (
            <Button key={label} type="button" variant="ghost" size="sm" onClick={onClick}>
              {label}
            </Button>
          ))}
        </div>
      </div>
      <FieldError message={error} />
      <div className={cn("grid overflow-y-auto rounded-lg border p-4", className)}>{children}</div>
    </fieldset>
  );
}
