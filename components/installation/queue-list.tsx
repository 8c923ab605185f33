"use client";

import { DateTime, RelativeTime } from "@/components/shell/date-time";
import { useFormat } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { QueueItem } from "@/lib/installation/state/read-queues";

/** A job that is due for longer is shown as late, in seconds. */
const LATE_SECONDS = 60;

/** Every queue with its jobs, and when work that runs by itself was and will be. */
export function QueueList({ queues }: { queues: readonly QueueItem[] }) {
  const format = useFormat();
  return (
    <Table label="Queues" containerClassName="rounded-xl border">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>Queue</TableHead>
          <TableHead className="text-end">Waiting</TableHead>
          <TableHead className="text-end">Running</TableHead>
          <TableHead className="text-end">Failed</TableHead>
          <TableHead className="hidden lg:table-cell">Last run</TableHead>
          <TableHead className="hidden md:table-cell">Next run</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {queues.map(({ name, waiting, running, failed, oldestDueSeconds, schedule }) => (
          <TableRow key={name}>
            <TableCell>
              <span className="wrap-anywhere block font-medium">{name}</span>
              <span className="flex flex-wrap gap-1 text-muted-foreground text-xs">
                {schedule ? <code>{schedule.cron}</code> : "When there is work"}
                {oldestDueSeconds !== null && oldestDueSeconds > LATE_SECONDS ? (
                  <Badge variant="warning">Due for {format.duration(oldestDueSeconds)}</Badge>
                ) : null}
              </span>
            </TableCell>
            <Count value={waiting} />
            <Count value={running} />
            <Count value={failed} bad />
            <TableCell className="hidden text-muted-foreground lg:table-cell">
              {schedule ? schedule.lastAt ? <RelativeTime value={schedule.lastAt} /> : "Not known" : "–"}
            </TableCell>
            <TableCell className="hidden text-muted-foreground md:table-cell">
              {schedule?.nextAt ? <DateTime value={schedule.nextAt} /> : "–"}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Count({ value, bad = false }: { value: number; bad?: boolean }) {
  const format = useFormat();
  const colour = value === 0 ? "text-muted-foreground" : bad ? "font-medium text-destructive" : "";
  return <TableCell className={`text-end tabular-nums ${colour}`}>{format.number(value)}</TableCell>;
}
