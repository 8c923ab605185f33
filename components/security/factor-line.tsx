import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { wordsLocale } from "@/lib/client/interface-language";

/** One way to sign in, with what can be done about it. */
export function FactorLine(props: { icon: LucideIcon; title: ReactNode; children: ReactNode; action?: ReactNode }) {
  const Icon = props.icon;
  return (
    <div className="flex flex-wrap items-start gap-3">
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-muted-foreground" />
      <div className="grid min-w-0 flex-1 basis-56 gap-0.5">
        <h3 className="wrap-anywhere font-medium">{props.title}</h3>
        <p className="text-muted-foreground text-xs">{props.children}</p>
      </div>
      <div className="flex flex-wrap gap-1">{props.action}</div>
    </div>
  );
}

/** "3 Nov 2026": these pages also stand outside of any workspace, whose time zone they could use. */
export const plainDate = (iso: string): string =>
  new Intl.DateTimeFormat(wordsLocale("en-GB"), { dateStyle: "medium", timeZone: "UTC" }).format(new Date(iso));
