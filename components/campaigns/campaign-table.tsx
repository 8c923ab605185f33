"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Checkbox } from "@/components/ui/checkbox";
import { Table, TableBody, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { CampaignSummary } from "@/lib/campaigns/draft/views.shared";
import { t } from "@/lib/language/t";
import { isUnderWay } from "@/lib/sending/campaign/status.shared";
import { CampaignBulkBar } from "./campaign-bulk-bar";
import type { CampaignQuery } from "./campaign-query";
import { CampaignRow } from "./campaign-row";
import { CampaignSortHead } from "./campaign-sort-head";

const number = "hidden text-end sm:table-cell";

/** Campaigns, one a row, each with the actions that its status allows; several can be changed at once. */
export function CampaignTable({ campaigns, query }: { campaigns: CampaignSummary[]; query: CampaignQuery }) {
  useRefreshWhile(campaigns.some((campaign) => isUnderWay(campaign.status)));
  const { can } = useWorkspace();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = campaigns.filter(({ id }) => ticked.has(id));
  const selectable = can("campaigns.write");
  const tick = (id: string, on: boolean) =>
    setTicked(new Set(on ? [...ticked, id] : [...ticked].filter((each) => each !== id)));
  return (
    <>
      <Table label={t("Campaigns")} containerClassName="rounded-xl border">
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            {selectable ? (
              <TableHead className="w-0 pe-0">
                <Checkbox
                  aria-label={t("Select all on this page")}
                  checked={chosen.length > 0 && chosen.length === campaigns.length}
                  onCheckedChange={(on) => setTicked(new Set(on === true ? campaigns.map(({ id }) => id) : []))}
                />
              </TableHead>
            ) : null}
            <CampaignSortHead sort="name" query={query}>
              {t("Campaign")}
            </CampaignSortHead>
            <CampaignSortHead sort="leaves" query={query} className="hidden sm:table-cell">
              {t("Status")}
            </CampaignSortHead>
            <CampaignSortHead sort="sent" query={query} className={number}>
              {t("Sent")}
            </CampaignSortHead>
            <CampaignSortHead sort="opened" query={query} className={number}>
              {t("Opened")}
            </CampaignSortHead>
            <CampaignSortHead sort="clicked" query={query} className={number}>
              {t("Clicked")}
            </CampaignSortHead>
            <TableHead>
              <span className="sr-only">{t("Actions")}</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {campaigns.map((campaign) => (
            <CampaignRow
              key={campaign.id}
              campaign={campaign}
              ticked={ticked.has(campaign.id)}
              onTick={selectable ? (on) => tick(campaign.id, on) : null}
            />
          ))}
        </TableBody>
      </Table>
      {chosen.length > 0 ? <CampaignBulkBar campaigns={chosen} onDone={() => setTicked(new Set())} /> : null}
    </>
  );
}

const refreshMs = 4000;

/** Asks the server for the rows again and again while something is being sent. */
function useRefreshWhile(moving: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), refreshMs);
    return () => clearInterval(timer);
  }, [moving, router]);
}
