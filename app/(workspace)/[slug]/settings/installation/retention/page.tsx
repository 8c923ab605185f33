import type { Metadata } from "next";
import { InstallationTabs } from "@/components/installation/installation-tabs";
import { RetentionPage } from "@/components/installation/retention-page";
import { PageHeader } from "@/components/ui/page-header";
import { operatorPageContext } from "@/lib/base/routes/page-context";
import { t } from "@/lib/language/t";
import { findRetention } from "@/lib/retention/find-retention";

export const generateMetadata = (): Metadata => ({ title: t("Retention of the installation") });

export default async function InstallationRetentionPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await operatorPageContext(await params);
  return (
    <>
      <PageHeader
        title={t("Installation")}
        description={t(
          "How long what grows by itself is kept, in all workspaces. What is older goes every night, a little at a time.",
        )}
      />
      <InstallationTabs />
      <RetentionPage view={await findRetention(ctx)} />
    </>
  );
}
