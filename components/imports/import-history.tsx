"use client";

import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { msg, t } from "@/lib/language/t";
import type { ImportView } from "@/lib/people/imports/queries";

const styles = {
  uploading: { variant: "info", label: msg("Uploading") },
  ready: { variant: "warning", label: msg("Waiting for you") },
  queued: { variant: "info", label: msg("Queued") },
  running: { variant: "info", label: msg("Running") },
  completed: { variant: "success", label: msg("Done") },
  cancelled: { variant: "secondary", label: msg("Stopped") },
  failed: { variant: "destructive", label: msg("Stopped early") },
} as const;

/** The imports of the workspace, newest first. */
export function ImportHistory({ imports }: { imports: ImportView[] }) {
  const { path, format } = useWorkspace();
  if (imports.length === 0) return null;
  return (
    <section className="mt-10 grid gap-3">
      <h2 className="font-semibold text-base">{t("Imports so far")}</h2>
      <Table label={t("Imports so far")} containerClassName="rounded-xl border">
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead>{t("File")}</TableHead>
            <TableHead>{t("Status")}</TableHead>
            <TableHead className="text-end">{t("Created")}</TableHead>
            <TableHead className="hidden text-end sm:table-cell">{t("Updated")}</TableHead>
            <TableHead className="hidden text-end sm:table-cell">{t("Refused")}</TableHead>
            <TableHead className="hidden sm:table-cell">{t("By")}</TableHead>
            <TableHead className="hidden sm:table-cell">{t("When")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {imports.map((job) => (
            <TableRow key={job.id}>
              <TableCell className="max-w-48">
                <Link
                  href={path("/contacts/import/[importId]", { importId: job.id })}
                  className="block truncate rounded-sm font-medium underline-offset-4 hover:underline"
                >
                  {job.fileName}
                </Link>
                <span className="text-muted-foreground text-xs">{format.bytes(job.fileBytes)}</span>
              </TableCell>
              <TableCell>
                <Badge variant={styles[job.status].variant}>{t(styles[job.status].label)}</Badge>
              </TableCell>
              <TableCell className="text-end tabular-nums">{format.number(job.created)}</TableCell>
              <TableCell className="hidden text-end tabular-nums sm:table-cell">{format.number(job.updated)}</TableCell>
              <TableCell className="hidden text-end tabular-nums sm:table-cell">{format.number(job.refused)}</TableCell>
              <TableCell className="hidden sm:table-cell">{job.createdByName}</TableCell>
              <TableCell className="hidden sm:table-cell">
                <RelativeTime value={job.createdAt} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}
