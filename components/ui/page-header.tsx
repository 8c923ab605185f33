import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { cn } from "./cn";

export interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the right; they wrap below on a phone. */
  actions?: ReactNode;
  /** A link above the title, to where this page belongs. */
  back?: { href: string; label: string };
  /** A badge after the title. */
  badge?: ReactNode;
  className?: string;
}

/** The one `<h1>` of a page with its actions. */
export function PageHeader({ title, description, actions, back, badge, className }: PageHeaderProps) {
  return (
    <header className={cn("mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-4", className)}>
      <div className="grid min-w-0 gap-1.5">
        {back ? (
          <Link
            href={back.href}
            className="inline-flex w-fit items-center gap-1.5 text-muted-foreground text-sm hover:text-foreground"
          >
            <ArrowLeft aria-hidden className="size-3.5 rtl:rotate-180" />
            {back.label}
          </Link>
        ) : null}
        <div className="flex min-w-0 flex-wrap items-center gap-3">
          <h1 className="min-w-0 break-words font-semibold text-2xl tracking-tight">{title}</h1>
          {badge}
        </div>
        {description ? <div className="max-w-2xl text-muted-foreground text-sm">{description}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
