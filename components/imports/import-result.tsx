"use client";

import { Download } from "lucide-react";
import { DownloadLink } from "@/components/security/download-link";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { routePath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import type { RowRefusalReason } from "@/lib/people/imports/queries";
import { CountTiles } from "./count-tiles";
import type { ImportDetail } from "./import-detail";
import { ReasonTable } from "./reason-table";

/** What an import did, with the refused rows to take away. */
export function ImportResult({ job }: { job: ImportDetail }) {
  const { slug, path } = useWorkspace();
  const list = job.listIds[0];
  return (
    <div className="grid gap-6">
      <Outcome job={job} />
      <CountTiles counts={job} />
      {job.refused + job.noted > 0 && job.reasons.length === 0 ? (
        <p className="text-muted-foreground text-sm">{t("The rows themselves are no longer kept.")}</p>
      ) : null}
      <Reasons
        title={t("Refused rows by reason")}
        reasons={job.reasons.filter(({ kept }) => !kept)}
        href={routePath("/api/app/workspaces/[slug]/imports/[importId]/refused", { slug, importId: job.id })}
        download={t("Download the refused rows")}
      />
      <Reasons
        title={t("Imported without a value")}
        reasons={job.reasons.filter(({ kept }) => kept)}
        href={routePath("/api/app/workspaces/[slug]/imports/[importId]/refused", {
          slug,
          importId: job.id,
          kept: "true",
        })}
        download={t("Download these rows")}
      />
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <Link href={list ? path("/lists/[listId]", { listId: list }) : path("/contacts")}>
            {list ? t("See the list") : t("See the contacts")}
          </Link>
        </Button>
        <Button variant="outline" asChild>
          <Link href={path("/contacts/import")}>{t("Import another file")}</Link>
        </Button>
      </div>
    </div>
  );
}

interface ReasonsProps {
  title: string;
  reasons: RowRefusalReason[];
  href: string;
  download: string;
}

/** Why, and how often; and the rows to take away, mend and bring back. */
function Reasons({ title, reasons, href, download }: ReasonsProps) {
  if (reasons.length === 0) return null;
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-start justify-between gap-2">
        <div className="grid gap-1.5">
          <CardTitle>{title}</CardTitle>
          <CardDescription>
            {t("Put right in the file what its last column names, and import it as it is: its columns are known.")}
          </CardDescription>
        </div>
        <Button variant="outline" size="sm" asChild>
          <DownloadLink href={href}>
            <Download aria-hidden />
            {download}
          </DownloadLink>
        </Button>
      </CardHeader>
      <CardContent>
        <ReasonTable title={title} reasons={reasons} />
      </CardContent>
    </Card>
  );
}

function Outcome({ job }: { job: ImportDetail }) {
  const { format } = useWorkspace();
  const count = job.rowsDone;
  if (job.status === "failed") {
    return (
      <Alert variant="destructive" title={t("The import stopped early")}>
        {job.error}
      </Alert>
    );
  }
  if (job.status === "cancelled") {
    return (
      <Alert variant="warning" title={t("The import was stopped")}>
        {t(
          "{count, plural, one {# row was read before. What it brought stays.} other {# rows were read before. What they brought stays.}}",
          { count },
        )}
      </Alert>
    );
  }
  const seconds =
    job.startedAt && job.finishedAt ? (Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000 : null;
  return (
    <Alert variant="success" title={t("The import is done")}>
      {seconds === null
        ? t("{count, plural, one {# row read.} other {# rows read.}}", { count })
        : seconds < 1
          ? t("{count, plural, one {# row read in under a second.} other {# rows read in under a second.}}", { count })
          : t("{count, plural, one {# row read in {duration}.} other {# rows read in {duration}.}}", {
              count,
              duration: format.duration(seconds),
            })}
    </Alert>
  );
}
