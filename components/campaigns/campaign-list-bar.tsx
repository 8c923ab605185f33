"use client";

import { CalendarDays, Rows3 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { SearchInput } from "@/components/ui/search-input";
import { tabClasses } from "@/components/ui/tabs";
import type { CampaignTab } from "@/lib/campaigns/draft/views.shared";

const tabs: { tab: CampaignTab; label: string }[] = [
  { tab: "all", label: "All" },
  { tab: "drafts", label: "Drafts" },
  { tab: "scheduled", label: "Scheduled" },
  { tab: "sending", label: "Sending" },
  { tab: "sent", label: "Sent" },
  { tab: "archived", label: "Archived" },
];

interface Props {
  tab: CampaignTab;
  q: string;
  view: "list" | "calendar";
}

/** Status, search and the choice of list or calendar; all of it stands in the address. */
export function CampaignListBar({ tab, q, view }: Props) {
  const { path } = useWorkspace();
  const router = useRouter();
  const href = (query: Record<string, string>) => path("/campaigns", query);
  const isList = view === "list";
  return (
    <div className="mb-4 grid gap-4">
      <nav aria-label="Status" className="flex gap-4 overflow-x-auto border-b">
        {tabs.map((each) => {
          const current = isList && each.tab === tab;
          return (
            <Link
              key={each.tab}
              href={href({ tab: each.tab, q })}
              aria-current={current ? "page" : undefined}
              className={cn(tabClasses, current && "border-primary text-foreground")}
            >
              {each.label}
            </Link>
          );
        })}
      </nav>
      <div className="flex flex-wrap items-center justify-between gap-3">
        {isList ? (
          <SearchInput
            label="Search campaigns"
            value={q}
            onSearch={(search) => router.replace(href({ tab, q: search }))}
          />
        ) : (
          <span />
        )}
        <Button variant="outline" size="sm" asChild>
          <Link href={isList ? href({ view: "calendar" }) : path("/campaigns")}>
            {isList ? <CalendarDays aria-hidden /> : <Rows3 aria-hidden />}
            {isList ? "Calendar" : "List"}
          </Link>
        </Button>
      </div>
    </div>
  );
}
