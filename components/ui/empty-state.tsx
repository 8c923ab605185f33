import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

export interface EmptyStateProps {
  /** An icon component of lucide-react, or an element when the caller is a server component. */
  icon?: LucideIcon | ReactNode;
  /** What this place is for. */
  title: string;
  description?: ReactNode;
  /** The next step: one or two buttons. */
  action?: ReactNode;
  className?: string;
}

/** Says what this place is and offers the next step. */
export function EmptyState({ icon, title, description, action, className }: EmptyStateProps) {
  return (
    <div
      className={cn(
        "flex flex-col items-center gap-4 rounded-xl border border-dashed px-6 py-14 text-center",
        className,
      )}
    >
      {icon ? (
        <div className="flex size-11 items-center justify-center rounded-full bg-primary/10 text-primary [&_svg]:size-5">
          {isComponent(icon) ? renderIcon(icon) : icon}
        </div>
      ) : null}
      <div className="grid max-w-md gap-1.5">
        <h2 className="font-semibold text-base">{title}</h2>
        {description ? <div className="text-balance text-muted-foreground text-sm">{description}</div> : null}
      </div>
      {action ? <div className="flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}

function isComponent(icon: LucideIcon | ReactNode): icon is LucideIcon {
  return typeof icon === "function" || (typeof icon === "object" && icon !== null && "render" in icon);
}

function renderIcon(Icon: LucideIcon) {
  return <Icon aria-hidden />;
}
