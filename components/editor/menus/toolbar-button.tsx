"use client";

import type { LucideIcon } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";

interface ToolbarButtonProps {
  label: string;
  icon: LucideIcon;
  /** Undefined for buttons that do something once instead of switching. */
  pressed?: boolean;
  disabled?: boolean;
  onClick(): void;
}

/** What a button looks like whose style the text has: coloured and framed, so that colour alone does not say it. */
export const pressedClasses =
  "bg-primary/10 text-primary ring-1 ring-primary/60 ring-inset hover:bg-primary/15 hover:text-primary";

/** One button of the editor's toolbar; keeps the selection of the text it works on. */
export function ToolbarButton({ label, icon: Icon, pressed, disabled, onClick }: ToolbarButtonProps) {
  return (
    <IconButton
      icon={Icon}
      label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      className={pressed ? pressedClasses : undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    />
  );
}
