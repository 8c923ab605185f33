"use client";

import { CircleHelp } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "@/lib/language/t";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

/** "How is this counted?": a small question mark that explains in words; a popover, so it works on touch too. */
export function HelpTip({ label = t("How is this counted?"), children }: { label?: string; children: ReactNode }) {
  return (
    <Popover>
      <PopoverTrigger
        aria-label={label}
        className="inline-flex size-5 items-center justify-center rounded-full text-muted-foreground hover:text-foreground"
      >
        <CircleHelp aria-hidden className="size-3.5" />
      </PopoverTrigger>
      <PopoverContent className="text-sm" aria-label={label}>
        {children}
      </PopoverContent>
    </Popover>
  );
}
