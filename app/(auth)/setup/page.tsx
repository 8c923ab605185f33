import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountCard } from "@/components/account/account-card";
import { SetupForm } from "@/components/account/setup-form";
import { SetupLinkMissing } from "@/components/account/setup-link-missing";
import { accountCtx } from "@/lib/account/account-ctx";
import { isFirstRun } from "@/lib/account/queries";
import { isSetupKey } from "@/lib/account/setup-link";
import { timeZones } from "@/lib/base/time/time-zones.shared";
import { outerPath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Welcome"), referrer: "no-referrer" });

type Props = { searchParams: Promise<{ key?: string | string[] }> };

/** The first run, for whoever holds the link that was printed at the start. */
export default async function SetupPage({ searchParams }: Props) {
  const ctx = accountCtx();
  if (!(await isFirstRun(ctx))) redirect(outerPath("/"));
  const { key } = await searchParams;
  if (typeof key !== "string" || !(await isSetupKey(ctx, key))) {
    return (
      <AccountCard title={t("Welcome to Homing")} description={t("This installation has no owner yet.")}>
        <SetupLinkMissing wrong={key !== undefined} />
      </AccountCard>
    );
  }
  return (
    <AccountCard
      title={t("Welcome to Homing")}
      description={t("Create the owner's account and the first workspace. Everything stays on this server.")}
    >
      <SetupForm setupKey={key} timeZones={timeZones()} />
    </AccountCard>
  );
}
