"use client";

import type { LucideIcon } from "lucide-react";
import { Button } from "@/components/ui/button";

interface ToolbarButtonProps {
  label: string;
  icon: LucideIcon;
  /** Undefined for buttons that do something once instead of switching. */
  pressed?: boolean;
  disabled?: boolean;
  onClick(): void;
}

/** One button of the editor's toolbar; keeps the selection of the text it works on. */
export function ToolbarButton({ label, icon: Icon, pressed, disabled, onClick }: ToolbarButtonProps) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      className={pressed ? "bg-accent text-accent-foreground" : undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      <Icon aria-hidden />
    </Button>
  );
}
