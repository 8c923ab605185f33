"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { StatTile } from "@/components/ui/stat-tile";
import { t } from "@/lib/language/t";
import type { ListSummary } from "@/lib/people/lists/queries";
import { signed } from "./list-table";

/** The sizes of a list; each leads to the people behind it. */
export function ListTiles({ list }: { list: ListSummary }) {
  const { path, format } = useWorkspace();
  const people = (status: string) => path("/lists/[listId]", { listId: list.id, status });
  return (
    <div className="mb-6 grid grid-cols-2 gap-4 lg:grid-cols-4">
      <StatTile label={t("Subscribed")} value={format.number(list.confirmedCount)} href={people("confirmed")} />
      <StatTile
        label={t("Last 30 days")}
        value={signed(list.growth30Days, format.number)}
        help={t("Those who joined in the last 30 days, less those who left in that time.")}
      />
      <StatTile label={t("Not confirmed yet")} value={format.number(list.pendingCount)} href={people("pending")} />
      <StatTile label={t("Unsubscribed")} value={format.number(list.unsubscribedCount)} href={people("unsubscribed")} />
    </div>
  );
}
