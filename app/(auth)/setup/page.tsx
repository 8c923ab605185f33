import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountCard } from "@/components/account/account-card";
import { SetupForm } from "@/components/account/setup-form";
import { accountCtx } from "@/lib/account/account-ctx";
import { isFirstRun } from "@/lib/account/queries";
import { timeZones } from "@/lib/workspaces/time-zones";

export const metadata: Metadata = { title: "Welcome" };

export default async function SetupPage() {
  if (!(await isFirstRun(accountCtx()))) redirect("/");
  return (
    <AccountCard
      title="Welcome to Homing"
      description="Create the owner's account and the first workspace. Everything stays on this server."
    >
      <SetupForm timeZones={timeZones()} />
    </AccountCard>
  );
}
