import type { Metadata } from "next";
import { AutoRefresh } from "@/components/installation/auto-refresh";
import { InstallationTabs } from "@/components/installation/installation-tabs";
import { MailOut } from "@/components/installation/mail-out";
import { NotKnown } from "@/components/installation/not-known";
import { PageHeader } from "@/components/ui/page-header";
import { operatorPageContext } from "@/lib/base/routes/page-context";
import { readMailState } from "@/lib/installation/state/read-mail";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Mail out") });

export default async function InstallationMailPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await operatorPageContext(await params);
  const state = await readMailState(ctx);
  return (
    <>
      <PageHeader
        title={t("Installation")}
        description={t("What left in the last 24 hours, by transport and by workspace.")}
      />
      <InstallationTabs />
      {state ? <MailOut state={state} /> : <NotKnown what={t("Mail out")} />}
      <AutoRefresh seconds={15} />
    </>
  );
}
