import type { Metadata } from "next";
import { Changelog, NoChangelog } from "@/components/installation/changelog";
import { InstallationTabs } from "@/components/installation/installation-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { ownVersion } from "@/lib/base/process/own-version";
import { operatorPageContext } from "@/lib/base/routes/page-context";
import { readChangelog } from "@/lib/installation/changelog/read-changelog";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Changelog") });

export default async function InstallationChangelogPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await operatorPageContext(await params);
  const releases = await readChangelog(ctx);
  return (
    <>
      <PageHeader title={t("Installation")} description={t("What is new in Homing, release by release.")} />
      <InstallationTabs />
      {releases.length > 0 ? <Changelog releases={releases} current={ownVersion} /> : <NoChangelog />}
    </>
  );
}
