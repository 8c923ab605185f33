"use client";

import { Cpu } from "lucide-react";
import { RelativeTime } from "@/components/shell/date-time";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, ListTable } from "@/components/ui/list-table";
import { TableCell, TableRow } from "@/components/ui/table";
import type { WorkerItem } from "@/lib/installation/state/read-workers";
import { msg, t } from "@/lib/language/t";

const columns: readonly Column[] = [
  { label: msg("Worker") },
  { label: msg("In hand now") },
  { label: msg("Version"), className: "hidden sm:table-cell" },
  { label: msg("Running since"), className: "hidden md:table-cell" },
  { label: msg("Last sign of life"), className: "hidden sm:table-cell" },
];

/** Every worker with a sign of life in the last hour. */
export function WorkerList({ workers }: { workers: readonly WorkerItem[] }) {
  if (workers.length === 0) {
    return (
      <EmptyState
        icon={Cpu}
        title={t("No worker has given a sign of life")}
        description={t(
          "Without one nothing is sent, imported or counted. Start one: {start} brings one, or {worker} beside the web process.",
          { start: "npm start", worker: "node .build/worker.js" },
        )}
      />
    );
  }
  return (
    <ListTable label={t("Workers")} columns={columns}>
      {workers.map((worker) => (
        <WorkerLine key={worker.id} worker={worker} />
      ))}
    </ListTable>
  );
}

function WorkerLine({ worker }: { worker: WorkerItem }) {
  const { id, host, version, differs, startedAt, seenAt, alive, problem, doing } = worker;
  return (
    <TableRow>
      <TableCell className="align-top">
        <span className="wrap-anywhere block font-medium">{host || id}</span>
        <span className="wrap-anywhere block text-muted-foreground text-xs">{id}</span>
        <span className="mt-1 flex flex-wrap gap-1">
          {alive ? <Badge variant="success">{t("Alive")}</Badge> : <Badge variant="destructive">{t("Silent")}</Badge>}
          {differs ? <Badge variant="warning">{t("Other version: {version}", { version })}</Badge> : null}
        </span>
        {problem ? <span className="wrap-anywhere mt-1 block text-destructive text-xs">{problem}</span> : null}
      </TableCell>
      <TableCell className="align-top text-muted-foreground">
        {!alive ? (
          t("Not known")
        ) : doing.length === 0 ? (
          t("Nothing: it waits for work")
        ) : (
          <ul className="grid gap-0.5">
            {doing.map((name) => (
              <li key={name}>
                <code className="wrap-anywhere text-xs">{name}</code>
              </li>
            ))}
          </ul>
        )}
      </TableCell>
      <TableCell className="hidden align-top tabular-nums sm:table-cell">{version}</TableCell>
      <TableCell className="hidden align-top text-muted-foreground md:table-cell">
        <RelativeTime value={startedAt} />
      </TableCell>
      <TableCell className="hidden align-top text-muted-foreground sm:table-cell">
        <RelativeTime value={seenAt} />
      </TableCell>
    </TableRow>
  );
}
