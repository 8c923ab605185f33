import type { Metadata } from "next";
import { InstallationTabs } from "@/components/installation/installation-tabs";
import { RetentionPage } from "@/components/installation/retention-page";
import { PageHeader } from "@/components/ui/page-header";
import { operatorPageContext } from "@/lib/base/routes/page-context";
import { findRetention } from "@/lib/retention/find-retention";

export const metadata: Metadata = { title: "Retention of the installation" };

export default async function InstallationRetentionPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await operatorPageContext(await params);
  return (
    <>
      <PageHeader
        title="Installation"
        description="How long what grows by itself is kept, in all workspaces. What is older goes every night, a little at a time."
      />
      <InstallationTabs />
      <RetentionPage view={await findRetention(ctx)} />
    </>
  );
}
