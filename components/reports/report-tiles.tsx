"use client";

import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { StatTile } from "@/components/ui/stat-tile";
import { t } from "@/lib/language/t";
import { METRICS, type MetricKey } from "@/lib/reports/metrics.shared";
import type { CampaignRates, CampaignReport } from "@/lib/reports/views";

interface Tile {
  metric: MetricKey;
  count: number | null;
  /** Null for a plain count. */
  rate: keyof CampaignRates | null;
}

function tilesOf({ numbers }: CampaignReport): Tile[] {
  return [
    { metric: "sent", count: numbers.sent, rate: null },
    { metric: "delivered", count: numbers.delivered, rate: "delivery" },
    { metric: "opened", count: numbers.humanOpeners, rate: "open" },
    { metric: "clicked", count: numbers.humanClickers, rate: "click" },
    { metric: "clickToOpen", count: null, rate: "clickToOpen" },
    { metric: "bounced", count: numbers.bounced, rate: "bounce" },
    { metric: "unsubscribed", count: numbers.unsubscribed, rate: "unsubscribe" },
    { metric: "complained", count: numbers.complained, rate: "complaint" },
  ];
}

/** The headline numbers: rate large, people behind it as a link, the workspace's own average beside it. */
export function ReportTiles({ report }: { report: CampaignReport }) {
  return (
    <section aria-label={t("Headline numbers")} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {tilesOf(report).map((tile) => (
        <ReportTile key={tile.metric} tile={tile} report={report} />
      ))}
    </section>
  );
}

function ReportTile({ tile, report }: { tile: Tile; report: CampaignReport }) {
  const format = useFormat();
  const { path } = useWorkspace();
  const { label, definition, outcome } = METRICS[tile.metric];
  const average = tile.rate ? report.averages[tile.rate] : null;
  const untracked =
    (tile.metric === "opened" && !report.campaign.trackOpens) ||
    ((tile.metric === "clicked" || tile.metric === "clickToOpen") && !report.campaign.trackClicks);
  if (untracked)
    return <StatTile label={t(label)} value="–" help={t(definition)} detail={t("Not tracked in this campaign")} />;
  const value = tile.rate ? format.percent(report.rates[tile.rate]) : format.number(tile.count ?? 0);
  const details = [
    tile.rate && tile.count !== null ? format.number(tile.count) : null,
    tile.metric === "sent" ? t("of {total} in the audience", { total: format.number(report.ledger.audience) }) : null,
    average === null ? null : t("your average {rate}", { rate: format.percent(average) }),
  ];
  return (
    <StatTile
      label={t(label)}
      value={value}
      help={t(definition)}
      href={path("/campaigns/[campaignId]/report/recipients", { campaignId: report.campaign.id, outcome })}
      detail={details.filter(Boolean).join(" · ")}
    />
  );
}
