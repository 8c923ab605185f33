import { X } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "@/lib/language/t";
import { cn } from "./cn";
import { IconButton } from "./icon-button";

const looks = {
  below: "sticky bottom-4 z-20 mt-3 bg-popover shadow-lg",
  above: "mb-2 bg-muted/50",
};

interface Props {
  /** Names it for screen readers. */
  label: string;
  /** "3 campaigns selected" */
  selected: string;
  /** A way to select more, beside these words. */
  more?: ReactNode;
  /** Where it stands: below what things were selected in, in sight as that scrolls, or above. */
  place: keyof typeof looks;
  onClear: () => void;
  /** Buttons of what can be done. */
  children: ReactNode;
}

/** How much is selected, what can be done with it, and a way to select nothing. */
export function SelectionBar({ label, selected, more, place, onClear, children }: Props) {
  return (
    <section
      aria-label={label}
      className={cn("flex flex-wrap items-center gap-2 rounded-lg border px-3 py-2", looks[place])}
    >
      <p className="me-2 font-medium text-sm tabular-nums" aria-live="polite">
        {selected}
      </p>
      {more}
      <div className="flex flex-wrap gap-2 sm:ms-auto">
        {children}
        <IconButton icon={X} label={t("Clear the selection")} onClick={onClear} />
      </div>
    </section>
  );
}
