"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";
import { t } from "@/lib/language/t";
import { Button } from "./button";
import { cn } from "./cn";

type Step = { href: string } | { onClick: () => void } | null | undefined;

export interface PaginationProps {
  /** Where the step leads; null when there is none. */
  previous?: Step;
  next?: Step;
  previousLabel?: string;
  nextLabel?: string;
  /** Words at the left: "1–50 of many". */
  summary?: ReactNode;
  className?: string;
}

/** Steps through a list by cursor: back and forth, no page numbers, no total. */
export function Pagination(props: PaginationProps) {
  const { previous, next, previousLabel = t("Previous"), nextLabel = t("Next"), summary, className } = props;
  if (!previous && !next && !summary) return null;
  return (
    <nav aria-label={t("Pages")} className={cn("flex items-center justify-between gap-4 py-3", className)}>
      <div className="text-muted-foreground text-sm tabular-nums">{summary}</div>
      <div className="flex gap-2">
        <StepButton step={previous}>
          <ChevronLeft aria-hidden className="rtl:rotate-180" />
          {previousLabel}
        </StepButton>
        <StepButton step={next}>
          {nextLabel}
          <ChevronRight aria-hidden className="rtl:rotate-180" />
        </StepButton>
      </div>
    </nav>
  );
}

function StepButton({ step, children }: { step: Step; children: ReactNode }) {
  if (step && "href" in step) {
    return (
      <Button variant="outline" size="sm" asChild>
        <Link href={step.href}>{children}</Link>
      </Button>
    );
  }
  return (
    <Button variant="outline" size="sm" disabled={!step} onClick={step?.onClick}>
      {children}
    </Button>
  );
}
