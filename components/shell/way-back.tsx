"use client";

import { ArrowLeft } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { Link } from "@/components/ui/link";
import { pathUnder, storedPath } from "@/lib/client/paths";
import { type Msg, msg, t } from "@/lib/language/t";
import { useWorkspace } from "./workspace-provider";

/** The way back to a page of some kind; else one to "where you were". */
const ways: readonly (readonly [start: string, label: Msg])[] = [["/campaigns/", msg("Back to the campaign")]];

/** Shown on a page that was opened to put something right for another one, whose address stands in `back`. */
export function WayBack() {
  const { slug } = useWorkspace();
  const back = storedPath(useSearchParams().get("back"));
  if (back === null) return null;
  const label = ways.find(([start]) => back.startsWith(start))?.[1] ?? msg("Back to where you were");
  return (
    <nav aria-label={t("Way back")} className="border-b bg-primary/5 px-4 py-2 text-sm sm:px-6 print:hidden">
      <Link
        href={pathUnder(slug, back)}
        className="inline-flex items-center gap-1.5 rounded-sm font-medium text-primary underline-offset-4 hover:underline"
      >
        <ArrowLeft aria-hidden className="size-4 rtl:rotate-180" />
        {t(label)}
      </Link>
    </nav>
  );
}

/** The address of this page, for a link to another one that leads back: `path("/settings/brand", { back })`. */
export function useBack(): string {
  const { slug } = useWorkspace();
  const search = useSearchParams().toString();
  const page = usePathname().slice(slug.length + 1);
  return search ? `${page}?${search}` : page;
}
