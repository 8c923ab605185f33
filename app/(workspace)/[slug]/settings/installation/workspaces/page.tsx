import type { Metadata } from "next";
import { InstallationTabs } from "@/components/installation/installation-tabs";
import { WorkspaceList } from "@/components/installation/workspace-list";
import { PageHeader } from "@/components/ui/page-header";
import { operatorPageContext } from "@/lib/base/routes/page-context";
import { findInstallationWorkspaces } from "@/lib/installation/find-workspaces";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Workspaces of the installation") });

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function InstallationWorkspacesPage({ params, searchParams }: Props) {
  const ctx = await operatorPageContext(await params);
  const { items, nextCursor } = await findInstallationWorkspaces(ctx, await searchParams);
  return (
    <>
      <PageHeader
        title={t("Installation")}
        description={t(
          "Every workspace: who may send by the installation's own SMTP server or Resend account, limits, and suspension.",
        )}
      />
      <InstallationTabs />
      <WorkspaceList items={items} nextCursor={nextCursor} />
    </>
  );
}
