"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { t } from "@/lib/language/t";
import type { ImportView } from "@/lib/people/imports/queries";
import type { ImportDetail } from "./import-detail";
import { ImportResult } from "./import-result";
import { StopImport } from "./stop-import";

const active = (job: ImportView) => job.status === "queued" || job.status === "running";

/** Follows an import until it is over; the page can be left and come back to. */
export function ImportProgress({ initial }: { initial: ImportDetail }) {
  const { api, format } = useWorkspace();
  const queryClient = useQueryClient();
  const key = ["imports", initial.id];
  const { data: job } = useQuery({
    queryKey: key,
    queryFn: () => api.get<ImportDetail>(`/imports/${initial.id}`),
    initialData: initial,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && active(state.data) ? 1000 : false),
  });
  if (!active(job)) return <ImportResult job={job} />;
  const total = Math.max(job.rowsEstimated ?? 0, job.rowsDone);
  const phase = job.cancelRequested
    ? t("Stopping")
    : job.status === "queued"
      ? t("Waiting for a worker")
      : t("Importing");
  return (
    <Card>
      <CardHeader>
        <CardTitle>{phase}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <Progress
          value={job.status === "queued" ? null : job.rowsDone}
          max={Math.max(1, total)}
          aria-label={t("Rows imported")}
        />
        <dl className="grid grid-cols-2 gap-4 text-sm tabular-nums sm:grid-cols-4">
          <Figure label={t("Rows")}>
            {t("{done} of about {total}", { done: format.number(job.rowsDone), total: format.number(total) })}
          </Figure>
          <Figure label={t("Rows a second")}>{job.rate === null ? "–" : format.number(job.rate)}</Figure>
          <Figure label={t("Time left")}>{job.secondsLeft === null ? "–" : format.duration(job.secondsLeft)}</Figure>
          <Figure label={t("Refused")}>{format.number(job.refused)}</Figure>
        </dl>
        <Stalled job={job} />
        <Alert>{t("You can leave this page. The import goes on, and you find it under Contacts → Import.")}</Alert>
        <div className="flex justify-end">
          <StopImport
            importId={job.id}
            what="import"
            disabled={job.cancelRequested}
            description={t(
              "{count, plural, one {The # contact imported so far stays.} other {The # contacts imported so far stay.}}",
              { count: job.created + job.updated },
            )}
            onStopped={() => queryClient.invalidateQueries({ queryKey: key })}
          />
        </div>
      </CardContent>
    </Card>
  );
}

/** Nothing is to be done about it: but whoever waits should not take it for slow. */
function Stalled({ job: { stalledSeconds: seconds, status } }: { job: ImportDetail }) {
  const { format } = useWorkspace();
  if (seconds === null) return null;
  const duration = format.duration(seconds);
  return (
    <Alert
      variant="warning"
      title={
        status === "queued"
          ? t("No worker has taken it up for {duration}", { duration })
          : t("No row has come in for {duration}", { duration })
      }
    >
      {t("It goes on by itself as soon as a worker can, from where it stopped. No row is lost or counted twice.")}
    </Alert>
  );
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-1">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
