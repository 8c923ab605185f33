"use client";

import { Download } from "lucide-react";
import Link from "next/link";
import { DownloadLink } from "@/components/security/download-link";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { StatTile } from "@/components/ui/stat-tile";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { routePath } from "@/lib/client/paths";
import type { ImportDetail } from "./import-detail";

/** What an import did, with the refused rows to take away. */
export function ImportResult({ job }: { job: ImportDetail }) {
  const { slug, path, format } = useWorkspace();
  const list = job.listIds[0];
  return (
    <div className="grid gap-6">
      <Outcome job={job} />
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-5">
        <StatTile label="Created" value={format.number(job.created)} />
        <StatTile label="Updated" value={format.number(job.updated)} />
        <StatTile label="Unchanged" value={format.number(job.unchanged)} />
        <StatTile label="Refused" value={format.number(job.refused)} />
        <StatTile
          label="Suppressed"
          value={format.number(job.suppressed)}
          help="Rows whose address must not be mailed. They are counted under created, updated or unchanged as well, and no campaign goes to them."
        />
      </div>
      {job.refused > 0 && job.reasons.length === 0 ? (
        <p className="text-muted-foreground text-sm">The refused rows themselves are no longer kept.</p>
      ) : null}
      {job.reasons.length > 0 ? (
        <Card>
          <CardHeader className="flex flex-wrap items-center justify-between gap-2">
            <CardTitle>Refused rows by reason</CardTitle>
            <Button variant="outline" size="sm" asChild>
              <DownloadLink
                href={routePath("/api/app/workspaces/[slug]/imports/[importId]/refused", { slug, importId: job.id })}
              >
                <Download aria-hidden />
                Download the refused rows
              </DownloadLink>
            </Button>
          </CardHeader>
          <CardContent>
            <Table label="Refused rows by reason">
              <TableHeader>
                <TableRow className="hover:bg-transparent">
                  <TableHead>Reason</TableHead>
                  <TableHead>Column</TableHead>
                  <TableHead className="text-end">Rows</TableHead>
                </TableRow>
              </TableHeader>
              <TableBody>
                {job.reasons.map(({ field, reason, count }) => (
                  <TableRow key={`${field} ${reason}`}>
                    <TableCell>{reason}</TableCell>
                    <TableCell className="text-muted-foreground">{field}</TableCell>
                    <TableCell className="text-end tabular-nums">{format.number(count)}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </CardContent>
        </Card>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <Link href={list ? path("/lists/[listId]", { listId: list }) : path("/contacts")}>
            {list ? "See the list" : "See the contacts"}
          </Link>
        </Button>
        <Button variant="outline" asChild>
          <Link href={path("/contacts/import")}>Import another file</Link>
        </Button>
      </div>
    </div>
  );
}

function Outcome({ job }: { job: ImportDetail }) {
  const { format } = useWorkspace();
  const rows = `${format.number(job.rowsDone)} ${job.rowsDone === 1 ? "row" : "rows"}`;
  if (job.status === "failed") {
    return (
      <Alert variant="destructive" title="The import stopped early">
        {job.error}
      </Alert>
    );
  }
  if (job.status === "cancelled") {
    return (
      <Alert variant="warning" title="The import was stopped">
        {rows} were read before. What they brought stays.
      </Alert>
    );
  }
  const seconds =
    job.startedAt && job.finishedAt ? (Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000 : null;
  return (
    <Alert variant="success" title="The import is done">
      {rows} read{seconds === null ? "" : ` in ${seconds < 1 ? "under a second" : format.duration(seconds)}`}.
    </Alert>
  );
}
