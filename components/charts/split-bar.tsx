import type { ReactNode } from "react";
import { HelpTip } from "@/components/ui/help-tip";
import { Link } from "@/components/ui/link";

export interface SplitPart {
  key: string;
  label: string;
  count: number;
  color: 1 | 2 | 3 | 4 | 5 | "muted" | "destructive" | "warning";
  href?: string;
  help?: ReactNode;
}

/** One bar divided into the parts of a whole; every part is named with its count and share below. */
export function SplitBar({
  parts,
  formatNumber,
  formatShare,
}: {
  parts: readonly SplitPart[];
  formatNumber: (value: number) => string;
  formatShare: (share: number | null) => string;
}) {
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div aria-hidden className="flex h-3 w-full gap-0.5 overflow-hidden rounded-full bg-muted">
        {parts.map((part) =>
          part.count > 0 ? (
            <div
              key={part.key}
              className="h-full min-w-0.5"
              style={{ width: `${(part.count / total) * 100}%`, background: colorOf(part) }}
            />
          ) : null,
        )}
      </div>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-1.5 text-sm">
        {parts.map((part) => (
          <li key={part.key} className="flex items-center gap-2">
            <span aria-hidden className="size-2.5 shrink-0 rounded-sm" style={{ background: colorOf(part) }} />
            <span className="flex min-w-0 items-center gap-1">
              {part.href && part.count > 0 ? (
                <Link href={part.href} className="underline-offset-4 hover:underline">
                  {part.label}
                </Link>
              ) : (
                <span>{part.label}</span>
              )}
              {part.help ? <HelpTip>{part.help}</HelpTip> : null}
            </span>
            <span className="ms-auto tabular-nums">{formatNumber(part.count)}</span>
            <span className="w-14 text-end text-muted-foreground tabular-nums">
              {formatShare(total > 0 ? part.count / total : null)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function colorOf(part: SplitPart): string {
  if (part.color === "muted") return "var(--input)";
  return typeof part.color === "number" ? `var(--chart-${part.color})` : `var(--${part.color})`;
}
