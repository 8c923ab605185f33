"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Link } from "@/components/ui/link";
import { TableHead } from "@/components/ui/table";
import type { CampaignSort } from "@/lib/campaigns/draft/views.shared";
import { type CampaignQuery, queryOf } from "./campaign-query";

interface Props {
  sort: CampaignSort;
  query: CampaignQuery;
  className?: string;
  children: string;
}

/** The head of a column that the list can be put in order by; a second click turns it round. */
export function CampaignSortHead({ sort, query, className, children }: Props) {
  const { path } = useWorkspace();
  const current = query.sort === sort;
  const natural = sort === "name" ? "asc" : "desc";
  const direction = current ? (query.direction ?? natural) : null;
  const next = direction === natural ? (natural === "asc" ? "desc" : "asc") : natural;
  const Arrow = direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <TableHead className={className} aria-sort={direction ? `${direction}ending` : undefined}>
      <Link
        href={path("/campaigns", queryOf({ ...query, sort, direction: next }))}
        scroll={false}
        className="inline-flex items-center gap-1 rounded-sm hover:text-foreground"
      >
        {children}
        {direction ? <Arrow aria-hidden className="size-3.5" /> : null}
      </Link>
    </TableHead>
  );
}
