"use client";

import { DateTime, RelativeTime } from "@/components/shell/date-time";
import { useFormat } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { StatTile } from "@/components/ui/stat-tile";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { lastRunOf } from "@/lib/retention/last-run.shared";
import type { RetentionView } from "@/lib/retention/schema";
import { growthText } from "./retention-growth";
import { RetentionPreviewButton } from "./retention-preview";
import { RetentionTable } from "./retention-table";

/** How long each kind is kept, how large it is, and what would go; for the operator. */
export function RetentionPage({ view }: { view: RetentionView }) {
  const begins = view.items.find((item) => item.begins)?.begins;
  return (
    <div className="grid gap-4">
      {begins ? (
        <Alert variant="info" title={t("An upgrade has brought new limits")}>
          {rich(
            "What is marked below stays until <day></day>, so that you can look at what would go and choose another time.",
            { day: () => <DateTime value={begins} dateOnly /> },
          )}
        </Alert>
      ) : null}
      <Tiles view={view} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 text-muted-foreground text-sm">
          {t(
            "Rows are PostgreSQL's own estimates. Contacts, campaigns, consent and suppressions stay until somebody deletes or erases them.",
          )}
        </p>
        <RetentionPreviewButton />
      </div>
      <RetentionTable items={view.items} />
    </div>
  );
}

function Tiles({ view: { items, bytes, bytesPerMonth, measuredOn } }: { view: RetentionView }) {
  const format = useFormat();
  const last = lastRunOf(items);
  const isRunning = items.some((item) => item.isRunning);
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <StatTile
        label={t("All tables")}
        value={format.bytes(bytes)}
        detail={measuredOn ? t("Measured on {day}", { day: format.date(measuredOn) }) : t("Measured just now")}
        help={t(
          "With indexes, the partitions of events and the queue. Measured every hour; each day's last is kept for 400 days.",
        )}
      />
      <StatTile
        label={t("Growth a month")}
        value={bytesPerMonth === null ? "–" : growthText(format, bytesPerMonth)}
        detail={bytesPerMonth === null ? t("Known from tomorrow on") : t("By the last 30 days")}
        help={t("The size of today less that of 30 days ago, or the part of it that there are samples for.")}
      />
      <StatTile
        label={t("Last time")}
        value={isRunning ? t("Running") : last ? <RelativeTime value={last.at} /> : t("Not yet")}
        detail={
          last
            ? t("{count, plural, one {# row} other {# rows}} went or were shortened", { count: last.rows })
            : t("Every night at 02:07 UTC")
        }
      />
    </div>
  );
}
