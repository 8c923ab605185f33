import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountCard } from "@/components/account/account-card";
import { NewWorkspaceForm } from "@/components/account/new-workspace-form";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { currentSession } from "@/lib/base/routes/page-context";
import { timeZones } from "@/lib/base/time/time-zones.shared";
import { outerPath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { mayAddWorkspace } from "@/lib/workspaces/workspace-right";

export const generateMetadata = (): Metadata => ({ title: t("New workspace") });

export default async function NewWorkspacePage() {
  const signedIn = await currentSession();
  if (!signedIn) redirect(outerPath("/sign-in", { next: "/workspaces/new" }));
  if (!mayAddWorkspace(signedIn.user)) {
    return (
      <AccountCard
        title={t("Workspaces are made by the operator")}
        description={t("Ask the operator of this installation to make one, or to let you make workspaces yourself.")}
      >
        <Button asChild variant="outline" className="w-full">
          <Link href={outerPath("/workspaces")}>{t("Your workspaces")}</Link>
        </Button>
      </AccountCard>
    );
  }
  return (
    <AccountCard
      title={t("New workspace")}
      description={t(
        "A workspace has its own contacts, campaigns, sending domains and members. Nothing is shared with the others.",
      )}
    >
      <NewWorkspaceForm timeZones={timeZones()} />
    </AccountCard>
  );
}
