import type { Metadata } from "next";
import { AutoRefresh } from "@/components/installation/auto-refresh";
import { FailedJobs, RepeatedFailures } from "@/components/installation/failed-jobs";
import { InstallationTabs } from "@/components/installation/installation-tabs";
import { NotKnown } from "@/components/installation/not-known";
import { QueueList } from "@/components/installation/queue-list";
import { PageHeader } from "@/components/ui/page-header";
import { operatorPageContext } from "@/lib/base/routes/page-context";
import { readQueuesState } from "@/lib/installation/state/read-queues";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Queues") });

export default async function InstallationQueuesPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await operatorPageContext(await params);
  const state = await readQueuesState(ctx);
  return (
    <>
      <PageHeader
        title={t("Installation")}
        description={t(
          "Work that waits, runs or was given up, and when work that runs by itself is due (times of cron expressions are UTC).",
        )}
      />
      <InstallationTabs />
      {state ? (
        <div className="grid gap-6">
          <RepeatedFailures failures={state.failures} />
          <FailedJobs jobs={state.failedJobs} />
          <QueueList queues={state.queues} />
        </div>
      ) : (
        <NotKnown what={t("Queues")} />
      )}
      <AutoRefresh seconds={10} />
    </>
  );
}
