"use client";

import { CalendarDays, Rows3 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { NativeSelect } from "@/components/ui/native-select";
import { SearchInput } from "@/components/ui/search-input";
import { tabClasses } from "@/components/ui/tabs";
import type { CampaignTab } from "@/lib/campaigns/draft/views.shared";
import { type Msg, msg, t } from "@/lib/language/t";
import { type CampaignQuery, queryOf } from "./campaign-query";

const tabs: { tab: CampaignTab; label: Msg }[] = [
  { tab: "all", label: msg("All", "campaigns") },
  { tab: "drafts", label: msg("Drafts") },
  { tab: "scheduled", label: msg("Scheduled", "campaigns") },
  { tab: "sending", label: msg("Sending", "campaigns") },
  { tab: "sent", label: msg("Sent", "campaigns") },
  { tab: "archived", label: msg("Archived", "campaigns") },
];

interface Props {
  /** Null in the calendar. */
  query: CampaignQuery | null;
  labels: string[];
}

/** Status, search, label and the choice of list or calendar; all of it stands in the address. */
export function CampaignListBar({ query, labels }: Props) {
  const { path } = useWorkspace();
  const router = useRouter();
  const href = (changes: Partial<CampaignQuery>) =>
    path("/campaigns", queryOf({ ...(query ?? { tab: "all", q: "" }), ...changes }));
  return (
    <div className="mb-4 grid gap-4">
      <nav aria-label={t("Status")} className="flex gap-4 overflow-x-auto border-b">
        {tabs.map((each) => {
          const current = query?.tab === each.tab;
          return (
            <Link
              key={each.tab}
              href={href({ tab: each.tab })}
              aria-current={current ? "page" : undefined}
              className={cn(tabClasses, current && "border-primary text-foreground")}
            >
              {t(each.label)}
            </Link>
          );
        })}
      </nav>
      <div className="flex flex-wrap items-center justify-between gap-3">
        {query ? (
          <div className="flex w-full flex-wrap gap-2 sm:w-auto">
            <SearchInput label={t("Search campaigns")} value={query.q} onSearch={(q) => router.replace(href({ q }))} />
            {labels.length > 0 ? (
              <NativeSelect
                aria-label={t("Label")}
                className="w-full sm:w-44"
                value={query.label ?? ""}
                onChange={(event) => router.replace(href({ label: event.target.value || undefined }))}
              >
                <option value="">{t("Any label")}</option>
                {labels.map((label) => (
                  <option key={label}>{label}</option>
                ))}
              </NativeSelect>
            ) : null}
          </div>
        ) : (
          <span />
        )}
        <Button variant="outline" size="sm" asChild>
          <Link href={query ? path("/campaigns", { view: "calendar" }) : path("/campaigns")}>
            {query ? <CalendarDays aria-hidden /> : <Rows3 aria-hidden />}
            {query ? t("Calendar") : t("List")}
          </Link>
        </Button>
      </div>
    </div>
  );
}
