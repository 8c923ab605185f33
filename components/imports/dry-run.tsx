"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { Progress } from "@/components/ui/progress";
import type { CsvFormat } from "@/lib/base/csv/detect-csv";
import { fieldErrors } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import { addressMarks, markHelp, markLabels } from "@/lib/people/hygiene/marks.shared";
import type { DryRunView, ImportView } from "@/lib/people/imports/queries";
import type { ColumnTarget } from "@/lib/people/imports/schema";
import { CountTiles } from "./count-tiles";
import type { OptionValues } from "./import-options-form";
import { ReasonTable } from "./reason-table";

interface Props {
  job: ImportView;
  format: CsvFormat;
  mapping: ColumnTarget[];
  options: OptionValues;
}

const isActive = (run: DryRunView | null) => run?.state === "queued" || run?.state === "running";

/** Counts over the whole file what the import would do, before anybody is written. */
export function DryRun({ job, format, mapping, options: { duplicates, skipRoleAccounts } }: Props) {
  const { api } = useWorkspace();
  const queryClient = useQueryClient();
  const key = ["imports", job.id, "dry-run"];
  const choices = { format, mapping, options: { duplicates, skipRoleAccounts } };
  const [checked, setChecked] = useState<string | null>(null);
  const { data: run } = useQuery({
    queryKey: key,
    queryFn: async () => (await api.get<ImportView>(`/imports/${job.id}`)).dryRun,
    initialData: job.dryRun,
    refetchInterval: ({ state }) => (isActive(state.data ?? null) ? 1000 : false),
  });
  const check = useMutation({
    mutationFn: () => api.put<ImportView>(`/imports/${job.id}/dry-run`, choices),
    onMutate: () => setChecked(JSON.stringify(choices)),
    onSuccess: (asked) => queryClient.setQueryData(key, asked.dryRun),
  });
  const isOld = checked !== null && checked !== JSON.stringify(choices);
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-start justify-between gap-2">
        <div className="grid gap-1.5">
          <CardTitle>{t("What the import would do")}</CardTitle>
          <CardDescription>
            {t("Counted over the whole file with the columns above. Nobody is written, and no field is made.")}
          </CardDescription>
        </div>
        <Button
          type="button"
          variant="outline"
          pending={check.isPending || isActive(run)}
          onClick={() => check.mutate()}
        >
          <ListChecks aria-hidden />
          {t("Check without importing")}
        </Button>
      </CardHeader>
      {run || check.error ? (
        <CardContent className="grid gap-4">
          <FormError
            message={check.error ? (Object.values(fieldErrors(check.error))[0] ?? check.error.message) : undefined}
          />
          {isOld && run?.state === "done" ? (
            <Alert variant="warning">
              {t("You have changed something since: check again for the numbers of now.")}
            </Alert>
          ) : null}
          {run ? <Outcome run={run} rows={job.rowsEstimated} /> : null}
        </CardContent>
      ) : null}
    </Card>
  );
}

function Outcome({ run, rows }: { run: DryRunView; rows: number | null }) {
  const { format } = useWorkspace();
  if (run.state === "failed") {
    return (
      <Alert variant="destructive" title={t("The file cannot be read to its end")}>
        {run.error}
      </Alert>
    );
  }
  if (run.state !== "done" || !run.result) {
    return (
      <div className="grid gap-2" role="status">
        <Progress
          value={run.state === "queued" || run.rowsDone === 0 ? null : run.rowsDone}
          max={Math.max(1, rows ?? 0, run.rowsDone)}
          aria-label={t("Rows checked")}
        />
        <p className="text-muted-foreground text-xs tabular-nums">
          {t("{count, plural, one {# row checked} other {# rows checked}}", { count: run.rowsDone })}
        </p>
      </div>
    );
  }
  const { result } = run;
  const marked = addressMarks.filter((mark) => (result.marks[mark] ?? 0) > 0);
  const refused = result.reasons.filter(({ kept }) => !kept);
  const noted = result.reasons.filter(({ kept }) => kept);
  return (
    <>
      <CountTiles counts={result} />
      {result.exact ? null : (
        <p className="text-muted-foreground text-sm">
          {t("So many addresses stand in the file twice that updated and unchanged are counted roughly.")}
        </p>
      )}
      {marked.length > 0 ? (
        <section className="grid gap-2">
          <h3 className="font-medium text-sm">{t("Addresses to look at")}</h3>
          <ul className="grid gap-1.5 text-sm">
            {marked.map((mark) => (
              <li key={mark}>
                <span className="font-medium tabular-nums">
                  {t("{mark}: {count}", { mark: t(markLabels[mark]), count: format.number(result.marks[mark] ?? 0) })}
                </span>{" "}
                <span className="text-muted-foreground">{t(markHelp[mark])}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {refused.length > 0 ? <ReasonTable title={t("Refused rows by reason")} reasons={refused} /> : null}
      {noted.length > 0 ? <ReasonTable title={t("Imported without a value")} reasons={noted} /> : null}
    </>
  );
}
