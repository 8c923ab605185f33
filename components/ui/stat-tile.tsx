import { ArrowDownRight, ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { cn } from "./cn";
import { HelpTip } from "./help-tip";

export interface StatTileProps {
  label: ReactNode;
  /** The number, already formatted. */
  value: ReactNode;
  /** A second line: the share, the count behind a rate. */
  detail?: ReactNode;
  /** Compared with the period before; `good` colours it, the arrow and the words carry the meaning. */
  change?: { text: string; direction: "up" | "down" | "flat"; good?: boolean } | null;
  /** Where the people behind the number are. */
  href?: string;
  /** "How is this counted?" */
  help?: ReactNode;
  className?: string;
}

/** One headline number. */
export function StatTile({ label, value, detail, change, href, help, className }: StatTileProps) {
  const number = <span className="font-semibold text-2xl tabular-nums tracking-tight">{value}</span>;
  return (
    <div className={cn("flex min-w-0 flex-col gap-1 rounded-xl border bg-card p-4", className)}>
      <div className="flex items-center gap-1 text-muted-foreground text-sm">
        <span className="min-w-0 hyphens-auto break-words">{label}</span>
        {help ? <HelpTip>{help}</HelpTip> : null}
      </div>
      {href ? (
        <Link href={href} className="w-fit rounded-sm underline-offset-4 hover:underline">
          {number}
        </Link>
      ) : (
        number
      )}
      {detail || change ? (
        <div className="flex flex-wrap items-center gap-x-2 text-muted-foreground text-xs tabular-nums">
          {change ? <Change {...change} /> : null}
          {detail}
        </div>
      ) : null}
    </div>
  );
}

function Change({ text, direction, good }: NonNullable<StatTileProps["change"]>) {
  const Arrow = direction === "up" ? ArrowUpRight : ArrowDownRight;
  const colour = good === undefined ? "" : good ? "text-success" : "text-destructive";
  return (
    <span className={cn("inline-flex items-center gap-0.5", direction !== "flat" && colour)}>
      {direction === "flat" ? null : <Arrow aria-hidden className="size-3.5" />}
      {text}
    </span>
  );
}
