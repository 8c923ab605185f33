import type { Metadata } from "next";
import { LimitsCard } from "@/components/settings/limits-card";
import { WorkspaceForm } from "@/components/settings/workspace-form";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { timeZones } from "@/lib/base/time/time-zones.shared";
import { t } from "@/lib/language/t";
import { readOwnStanding } from "@/lib/sending/transports/own-standing";
import { getWorkspace } from "@/lib/workspaces/queries";

export const generateMetadata = (): Metadata => ({ title: t("Workspace settings") });

export default async function WorkspaceSettingsPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "workspace.read");
  const { limits } = await readOwnStanding(ctx, ctx.workspace);
  return (
    <>
      <PageHeader
        title={t("Workspace")}
        description={t("What the workspace is called, and how it shows dates and numbers.")}
      />
      <WorkspaceForm workspace={await getWorkspace(ctx)} timeZones={timeZones()} />
      <LimitsCard limits={limits} />
    </>
  );
}
