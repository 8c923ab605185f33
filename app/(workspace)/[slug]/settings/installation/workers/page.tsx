import type { Metadata } from "next";
import { AutoRefresh } from "@/components/installation/auto-refresh";
import { InstallationTabs } from "@/components/installation/installation-tabs";
import { NotKnown } from "@/components/installation/not-known";
import { WorkerList } from "@/components/installation/worker-list";
import { PageHeader } from "@/components/ui/page-header";
import { operatorPageContext } from "@/lib/base/routes/page-context";
import { readWorkerItems } from "@/lib/installation/state/read-workers";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Workers") });

export default async function InstallationWorkersPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await operatorPageContext(await params);
  const workers = await readWorkerItems(ctx);
  return (
    <>
      <PageHeader
        title={t("Installation")}
        description={t(
          "Processes that send, import and count, on all machines. Each gives a sign of life every five seconds.",
        )}
      />
      <InstallationTabs />
      {workers ? <WorkerList workers={workers} /> : <NotKnown what={t("Workers")} />}
      <AutoRefresh seconds={5} />
    </>
  );
}
