"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { StatTile } from "@/components/ui/stat-tile";
import { t } from "@/lib/language/t";
import type { ImportView } from "@/lib/people/imports/queries";

type Counted = "created" | "updated" | "unchanged" | "refused" | "noted" | "suppressed" | "notSubscribed";

/** What becomes of the rows of a file, in numbers. */
export function CountTiles({ counts }: { counts: Pick<ImportView, Counted> }) {
  const { format } = useWorkspace();
  return (
    <div className="grid grid-cols-2 gap-4 sm:grid-cols-4 xl:grid-cols-7">
      <StatTile label={t("Created")} value={format.number(counts.created)} />
      <StatTile label={t("Updated")} value={format.number(counts.updated)} />
      <StatTile label={t("Unchanged")} value={format.number(counts.unchanged)} />
      <StatTile label={t("Refused")} value={format.number(counts.refused)} />
      <StatTile
        label={t("Without a value")}
        value={format.number(counts.noted)}
        help={t(
          "People who were imported without a value that could not be read. They are counted under created, updated or unchanged as well.",
        )}
      />
      <StatTile
        label={t("Suppressed")}
        value={format.number(counts.suppressed)}
        help={t(
          "Rows whose address must not be mailed. They are counted under created, updated or unchanged as well, and no campaign goes to them.",
        )}
      />
      <StatTile
        label={t("Not subscribed")}
        value={format.number(counts.notSubscribed)}
        help={t(
          "People of whom the file says that they left or never agreed. They are imported and join no list, and who left is suppressed.",
        )}
      />
    </div>
  );
}
