import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountCard } from "@/components/account/account-card";
import { NewWorkspaceForm } from "@/components/account/new-workspace-form";
import { currentSession } from "@/lib/http/page-context";
import { timeZones } from "@/lib/workspaces/time-zones";

export const metadata: Metadata = { title: "New workspace" };

export default async function NewWorkspacePage() {
  if (!(await currentSession())) redirect("/sign-in?next=/workspaces/new");
  return (
    <AccountCard
      title="New workspace"
      description="A workspace has its own contacts, campaigns, sending domains and members. Nothing is shared with the others."
    >
      <NewWorkspaceForm timeZones={timeZones()} />
    </AccountCard>
  );
}
