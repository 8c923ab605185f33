"use client";

import { DateTime, RelativeTime } from "@/components/shell/date-time";
import { useFormat } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { type Column, ListTable } from "@/components/ui/list-table";
import { TableCell, TableRow } from "@/components/ui/table";
import type { QueueItem } from "@/lib/installation/state/read-queues";
import { msg, t } from "@/lib/language/t";

const columns: readonly Column[] = [
  { label: msg("Queue") },
  { label: msg("Waiting"), className: "text-end" },
  { label: msg("Running"), className: "text-end" },
  { label: msg("Failed"), className: "text-end" },
  { label: msg("Last run"), className: "hidden lg:table-cell" },
  { label: msg("Next run"), className: "hidden md:table-cell" },
];

/** A job that is due for longer is shown as late, in seconds. */
const LATE_SECONDS = 60;

/** Every queue with its jobs, and when work that runs by itself was and will be. */
export function QueueList({ queues }: { queues: readonly QueueItem[] }) {
  const format = useFormat();
  return (
    <ListTable label={t("Queues")} columns={columns}>
      {queues.map(({ name, waiting, running, failed, oldestDueSeconds, schedule }) => (
        <TableRow key={name}>
          <TableCell>
            <span className="wrap-anywhere block font-medium">{name}</span>
            <span className="flex flex-wrap gap-1 text-muted-foreground text-xs">
              {schedule ? <code dir="ltr">{schedule.cron}</code> : t("When there is work")}
              {oldestDueSeconds !== null && oldestDueSeconds > LATE_SECONDS ? (
                <Badge variant="warning">{t("Due for {time}", { time: format.duration(oldestDueSeconds) })}</Badge>
              ) : null}
            </span>
          </TableCell>
          <Count value={waiting} />
          <Count value={running} />
          <Count value={failed} bad />
          <TableCell className="hidden text-muted-foreground lg:table-cell">
            {schedule ? schedule.lastAt ? <RelativeTime value={schedule.lastAt} /> : t("Not known") : "–"}
          </TableCell>
          <TableCell className="hidden text-muted-foreground md:table-cell">
            {schedule?.nextAt ? <DateTime value={schedule.nextAt} /> : "–"}
          </TableCell>
        </TableRow>
      ))}
    </ListTable>
  );
}

function Count({ value, bad = false }: { value: number; bad?: boolean }) {
  const format = useFormat();
  const colour = value === 0 ? "text-muted-foreground" : bad ? "font-medium text-destructive" : "";
  return <TableCell className={`text-end tabular-nums ${colour}`}>{format.number(value)}</TableCell>;
}
