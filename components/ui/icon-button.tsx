import type { LucideIcon } from "lucide-react";
import { Button, type ButtonProps } from "./button";

interface Props extends Omit<ButtonProps, "children" | "asChild" | "aria-label"> {
  icon: LucideIcon;
  /** What it does, for screen readers; `title` says it to whoever points at it. */
  label: string;
}

/** A small button that is an icon. */
export function IconButton({ icon: Icon, label, ...props }: Props) {
  return (
    <Button variant="ghost" size="icon-sm" aria-label={label} {...props}>
      {props.pending ? null : <Icon aria-hidden />}
    </Button>
  );
}
