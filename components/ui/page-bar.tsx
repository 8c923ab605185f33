import type { ReactNode } from "react";

interface PageBarProps {
  /** The `<h1>` with the way back. */
  title: ReactNode;
  /** Beside the title on a phone, where it scrolls away; before the actions elsewhere. */
  extra?: ReactNode;
  /** The parts of what is worked on. */
  middle?: ReactNode;
  /** Whether it is saved, and what comes next. */
  actions: ReactNode;
}

/**
 * The head of a page on which somebody works for a while: it stays at the upper edge, in one row; on a narrow screen the
 * row with the title goes and the one with the actions stays. How high it is, is in `--page-bar`.
 */
export function PageBar({ title, extra, middle, actions }: PageBarProps) {
  return (
    <header
      data-page-bar=""
      className="sticky -top-11 z-30 -mx-(--page-x) -mt-(--page-y) mb-4 grid grid-cols-[minmax(0,1fr)_auto] grid-rows-[2.75rem_2.75rem] items-center gap-x-3 border-b bg-background px-(--page-x) lg:top-0 lg:flex lg:h-14"
    >
      <div className="flex min-w-0 items-center gap-2 lg:flex-1">{title}</div>
      <div className="flex items-center justify-end gap-2 lg:order-3">{extra}</div>
      <div className="min-w-0 self-stretch lg:order-2">{middle}</div>
      <div className="flex items-center justify-end gap-3 lg:order-4">{actions}</div>
    </header>
  );
}
